"""The curves of the quizzes: what is trained for them, really trained, and the covered photo."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.experiments import cover, curves
from core.experiments.verdicts import JUDGES
from core.transfer.fit import train
from core.work import Stop


def measured(experiment):
    arms = curves.arms(experiment, "digits")
    return curves.curve(experiment, "digits", {name: train(arm) for name, arm in arms.items()})


@pytest.fixture
def short(monkeypatch):
    """The same curves with fewer, smaller trainings."""
    few = {"photos": (5, 20), "sizes": (32, 64), "rates": (1e-5, 1e-2)}
    for name, values in few.items():
        monkeypatch.setitem(curves.CURVES, name, replace(curves.CURVES[name], values=values))


@pytest.mark.parametrize("experiment", ["photos", "sizes", "rates"])
def test_sweeps_measure_one_accuracy_a_place_with_its_interval(short, experiment):
    curve = measured(experiment)
    assert json.loads(json.dumps(curve)) == curve
    (line,) = curve["lines"].values()
    assert len(line["y"]) == len(curve["x"]) == 2
    for low, y, high in zip(line["low"], line["y"], line["high"], strict=True):
        assert 0 <= low < y < high <= 1
    if experiment != "sizes":  # more photos and a fitting rate help on digits
        assert np.diff(line["y"]) > 0


def test_frozen_features_and_scratch_are_trained_with_the_same_photos():
    arms = curves.arms("reuse", "digits")
    assert [arm.scratch for arm in arms.values()] == [False] * 3 + [True] * 3
    assert [arm.per_class for arm in arms.values()] == [*curves.FEW_TO_MANY] * 2
    assert curves.base("reuse", "digits").scratch


def test_blocks_that_are_let_loose_are_watched_epoch_by_epoch():
    curve = measured("loose")
    assert curve["x"] == list(range(1, len(curve["x"]) + 1))
    assert len(curve["x"]) == len(curve["lines"]["validation"]["y"])
    assert 0 < curve["turn"] < len(curve["x"])
    assert JUDGES["loose"].of(curve) in JUDGES["loose"].verdicts


def test_covering_grows_from_the_middle():
    view = np.zeros((100, 100, 3), np.uint8)
    for share in (0.0, 0.25, 0.9):
        covered = cover.covered(view, share)
        assert (covered != 0).any(-1).mean() == pytest.approx(share, abs=0.02)
        assert not covered[0].any()
    assert cover.covered(view, 0.25)[50, 50].any()


def test_the_covered_photo_is_asked_about_the_first_answer():
    curve = cover.cover_task({}, lambda event: None, lambda: False)
    shares = curve["lines"]["answer"]["y"]
    assert all(0 <= share <= 1 for share in shares)
    assert len(shares) == len(curve["x"])
    assert curve["answer"] in range(1000)
    assert JUDGES["cover"].of(curve) in JUDGES["cover"].verdicts
    with pytest.raises(Stop):
        cover.cover_task({}, lambda event: None, lambda: True)


def test_every_judge_has_a_measurement():
    assert set(JUDGES) <= {*curves.CURVES, "cover"}


@pytest.mark.parametrize("experiment", curves.CURVES)
def test_every_training_of_a_curve_can_be_run(experiment):
    for arm in curves.arms(experiment, "digits").values():
        assert arm.check().test_per_class == 1
