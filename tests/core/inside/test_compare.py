"""Before and after of real, small trainings."""

import json

import numpy as np
import pytest

from core.datasets import samples
from core.datasets.subset import make_subset
from core.inside import networks
from core.inside.compare import compare, look
from core.messages import LabError
from core.transfer.fit import train
from core.transfer.prefix import pixels_of
from core.transfer.recipe import Recipe
from core.work import Stop

FROZEN = Recipe(
    dataset="digits", classes=("0", "1", "2"), size=48, per_class=10, val_per_class=4,
    test_per_class=10, backbone="squeezenet", head="mlp", epochs=3, batch=8,
)  # fmt: skip
TUNED = FROZEN.but(unfreeze=2, lp_ft=3, epochs=3, suffix_lr=1e-3)


def quiet(event):
    pass


def never():
    return False


def test_only_what_learned_has_changed():
    heard = []
    found = compare(TUNED, heard.append, never)
    json.dumps(found, allow_nan=False)
    moved = [block["change"] for block in found["blocks"]]
    assert moved[: TUNED.boundary] == [0.0] * TUNED.boundary
    assert min(moved[TUNED.boundary :]) > 0
    alike = [block["cka"] for block in found["blocks"]]
    assert alike[: TUNED.boundary] == pytest.approx([1.0] * TUNED.boundary)
    assert max(alike[TUNED.boundary :]) < 1
    assert found["accuracy"] == [
        train(networks.twin(TUNED))["test_accuracy"],
        train(TUNED)["test_accuracy"],
    ]
    assert len(found["map"]["before"]) == len(found["map"]["labels"]) == 30
    epochs = [event["epoch"] for event in heard if event["kind"] == "epoch"]
    assert epochs == list(range(1, 10))

    told = look(TUNED, samples.sample("chelsea").pixels(), quiet, never)
    json.dumps(told, allow_nan=False)
    first, last = told["blocks"][TUNED.boundary - 1], told["blocks"][-1]
    assert first["maps"][0] == first["maps"][1]
    assert last["maps"][0] != last["maps"][1]
    for heat in last["heat"]:
        assert np.array(heat).min() >= 0 and np.array(heat).max() <= 1


def test_the_copy_answers_as_the_training_did():
    both = networks.pair(TUNED, quiet, never)
    result = train(TUNED)
    subset = make_subset("digits", TUNED.class_names, 10, 4, 10, 0)
    maps = both.after.trunk(pixels_of(subset.test, 48).astype(np.float32), training=False)
    answers = np.asarray(both.after.head(np.asarray(maps).mean((1, 2)))).argmax(1)
    assert (answers == result["predictions"]["predicted"]).mean() > 0.95


def test_where_everything_is_frozen_nothing_changes():
    found = compare(FROZEN, quiet, never)
    assert found["frozen"]
    assert {block["change"] for block in found["blocks"]} == {0.0}
    assert found["map"]["before"] == found["map"]["after"]
    assert found["separation"]["p"] == 1


def test_scratch_has_no_before_and_cancel_is_heard():
    with pytest.raises(LabError, match="from scratch"):
        compare(FROZEN.but(scratch=True), quiet, never)
    with pytest.raises(Stop):
        compare(TUNED.but(seed=9), quiet, lambda: True)
