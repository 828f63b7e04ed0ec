"""The chapter's project at its own settings: the program that is shown is the one that runs."""

import ast

import pytest

from core.experiments import chapter_program
from core.transfer.recipe import Recipe
from core.work import Stop

SMALL = Recipe(
    dataset="digits",
    classes=("3", "8"),
    per_class=4,
    val_per_class=2,
    test_per_class=4,
    size=64,
    unfreeze=2,
    lp_ft=1,
    epochs=1,
    batch=8,
    head="deep",
)


def test_the_program_is_python_with_the_chapters_settings():
    both = chapter_program.at_its_settings(SMALL.but(backbone="inception_v3", size=299))
    code = chapter_program.program(both)
    ast.parse(code)
    for words in (
        "InceptionV3(",
        '"target_size": (299, 299)',
        "base.layers[:-30]",
        "Adam(1e-5)",
        "epochs=20",
        "epochs=10",
        'Dense(1, activation="sigmoid")',
        "rotation_range=40",
    ):
        assert words in code


def test_every_epoch_sends_every_photo_through_the_whole_network():
    assert chapter_program.passes(SMALL) == 2 * (2 * (4 + 2) + 2 * 4)


@pytest.mark.filterwarnings("ignore:Even though the `tf.config")
def test_the_program_runs_and_says_what_has_learnt(eagerly):
    from core.experiments.chapter_run import chapter_project_task

    events = []
    found = chapter_project_task({"recipe": SMALL.to_json()}, events.append, lambda: False)
    assert [row["stage"] for row in found["history"]] == ["head", "suffix"]
    assert [row["lr"] for row in found["history"]] == pytest.approx([1e-4, 1e-5])
    assert [event["done"] for event in events] == [1, 2]
    assert found["layers"] == chapter_program.LAYERS > found["norms"] > 0
    low, high = found["test_interval"]
    assert low <= found["test_accuracy"] <= high


def test_it_can_be_stopped():
    from core.experiments.chapter_run import chapter_project_task

    with pytest.raises(Stop):
        chapter_project_task({"recipe": SMALL.to_json()}, lambda event: None, lambda: True)
