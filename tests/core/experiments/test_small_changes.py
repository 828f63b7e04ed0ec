"""An attack step by step, and the sum of small changes: measured on the real SqueezeNet."""

from itertools import pairwise

import numpy as np
import pytest

from core.datasets import samples
from core.experiments.small_changes import LEVELS, STEPS, adding_up, loop
from core.images import from_text
from core.imagine.answers import logits_of
from core.zoo import classifier

NETWORK = "squeezenet"
CAT = 284


@pytest.fixture(scope="module")
def dog():
    return samples.sample("imagenet_00").pixels()


@pytest.fixture(scope="module")
def added(dog):
    return adding_up(dog, NETWORK, CAT)


def test_every_step_is_one_level_and_none_leaves_the_box(dog):
    found = loop(dog, NETWORK, CAT, 3)
    pictures = [from_text(row["image"]).astype(int) for row in found["steps"]]
    assert len(pictures) == STEPS + 1
    assert (pictures[0] == classifier.view(NETWORK, dog)).all()
    for before, after in pairwise(pictures):
        assert np.abs(after - before).max() == 1
    assert np.abs(pictures[-1] - pictures[0]).max() == 3
    assert found["steps"][-1]["loss"] < found["steps"][0]["loss"]


def test_without_a_target_its_own_answer_loses(dog):
    found = loop(dog, NETWORK, None, 3)
    first, last = found["steps"][0], found["steps"][-1]
    assert first["answer"] == found["own"]
    assert last["loss"] > first["loss"]
    assert last["probability"] < first["probability"]


def test_the_balance_starts_where_the_logits_are(dog, added):
    view = classifier.view(NETWORK, dog)
    logits = logits_of(NETWORK, view[None])[0]
    start = logits[CAT] - logits[added["own"]]
    for curve in added["curves"].values():
        assert curve["sign"][0] == pytest.approx(start, abs=0.02)
        assert curve["count"][0] == 0 and curve["count"][-1] == added["values"] == view.size


def test_near_the_photo_the_gradient_foretells_it_and_coins_cancel(added):
    assert [int(level) for level in added["curves"]] == list(LEVELS)
    curve = added["curves"]["1"]
    tenth = next(k for k, count in enumerate(curve["count"]) if count > 1000)
    foretold = curve["linear"][tenth] - curve["linear"][0]
    assert curve["sign"][tenth] - curve["sign"][0] == pytest.approx(foretold, rel=0.1)
    gained, lost = (abs(curve[way][-1] - curve[way][0]) for way in ("sign", "random"))
    assert gained > 5 * lost


def test_a_target_that_is_the_answer_already_has_the_second_best_as_rival(dog, added):
    again = adding_up(dog, NETWORK, added["own"])
    assert again["rival"] != added["own"]
