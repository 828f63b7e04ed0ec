"""Runs leave the log as a table, as JSON and as TensorBoard's own files."""

import csv
import io
import json
import zipfile

import pytest

from core.runs import export
from core.runs.store import Run
from core.transfer.recipe import Recipe

RUN = Run(
    owner="secret",
    kind="train",
    status="done",
    recipe=Recipe(classes=("cat", "dog"), seed=3).to_json(),
    seed=3,
    metrics={"test_accuracy": 0.5, "test_interval": [0.4, 0.6], "trainable_parameters": 7},
    curve=[
        {"epoch": 1, "loss": 2, "accuracy": 0.25, "val_loss": 1.5, "val_accuracy": 0.5, "lr": 0.1},
        {"epoch": 2, "loss": 1, "accuracy": 0.75, "val_loss": 1.25, "val_accuracy": 0.5},
    ],
    timings={"total": 1.5},
    tags=["a", "b"],
    note="=HYPERLINK(1)",
)


def test_the_table_has_a_row_for_each_run_and_harmless_text():
    text = export.to_csv([RUN, Run(owner="x", kind="ideal", status="done")])
    first, second = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert first["classes"] == "cat dog"
    assert (first["test_low"], first["test_high"], first["seconds"]) == ("0.4", "0.6", "1.5")
    assert first["tags"] == "a b"
    assert first["note"] == "'=HYPERLINK(1)"
    assert second["test_accuracy"] == ""
    assert "secret" not in text


def test_json_holds_everything_but_the_owner():
    (document,) = json.loads(export.to_json([RUN]))
    assert document["curve"] == RUN.curve
    assert Recipe.from_json(document["recipe"]) == Recipe(classes=("cat", "dog"), seed=3)
    assert "owner" not in document


@pytest.mark.filterwarnings("ignore")
def test_event_files_are_read_back_by_tensorflow(tmp_path):
    import tensorflow as tf

    from core.runs.tensorboard import archive

    with zipfile.ZipFile(io.BytesIO(archive({"my run": RUN.curve}))) as packed:
        packed.extractall(tmp_path)
    found = {}
    for file in tmp_path.rglob("events.*"):
        for record in tf.data.TFRecordDataset(str(file)).as_numpy_iterator():
            event = tf.compat.v1.Event.FromString(record)
            for value in event.summary.value:
                number = float(tf.make_ndarray(value.tensor))
                found[file.parent.name, value.tag, event.step] = number
    assert found["train", "loss", 1] == 2.0
    assert found["train", "accuracy", 2] == 0.75
    assert found["validation", "loss", 2] == 1.25
    assert ("train", "lr", 2) not in found
