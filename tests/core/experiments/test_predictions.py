"""The curves of the quizzes are really measured, and stop when they are told to."""

import json

import numpy as np
import pytest

from core.experiments import predictions
from core.experiments.verdicts import JUDGES
from core.work import Stop


@pytest.fixture
def short(monkeypatch):
    """The same work with fewer, smaller trainings."""
    monkeypatch.setattr(predictions, "FEW_TO_MANY", (5, 20))
    monkeypatch.setattr(predictions, "SIZES", (32, 64))
    monkeypatch.setattr(predictions, "RATES", (1e-5, 1e-2))


@pytest.mark.parametrize("experiment", ["photos", "sizes", "rates"])
def test_sweeps_measure_one_accuracy_a_place_with_its_interval(short, experiment):
    seen = []
    curve = predictions.measure(experiment, "digits", seen.append)
    assert json.loads(json.dumps(curve)) == curve
    (line,) = curve["lines"].values()
    assert len(line["y"]) == len(curve["x"]) == 2
    for low, y, high in zip(line["low"], line["y"], line["high"], strict=True):
        assert 0 <= low < y < high <= 1
    assert [event["done"] for event in seen] == [0, 1]


def test_more_photos_and_a_fitting_rate_help_on_digits(short):
    assert np.diff(predictions.measure("photos", "digits")["lines"]["frozen"]["y"]) > 0
    assert np.diff(predictions.measure("rates", "digits")["lines"]["frozen"]["y"]) > 0


def test_blocks_that_are_let_loose_are_watched_epoch_by_epoch():
    curve = predictions.measure("loose", "digits")
    assert curve["x"] == list(range(1, len(curve["x"]) + 1))
    assert len(curve["x"]) == len(curve["lines"]["validation"]["y"])
    assert 0 < curve["turn"] < len(curve["x"])
    assert JUDGES["loose"].of(curve) in JUDGES["loose"].verdicts


def test_covering_grows_from_the_middle():
    view = np.zeros((100, 100, 3), np.uint8)
    for share in (0.0, 0.25, 0.9):
        covered = predictions.covered(view, share)
        assert (covered != 0).any(-1).mean() == pytest.approx(share, abs=0.02)
        assert not covered[0].any()
    assert predictions.covered(view, 0.25)[50, 50].any()


def test_the_covered_photo_is_asked_about_the_first_answer():
    curve = predictions.measure("cover", "digits")
    shares = curve["lines"]["answer"]["y"]
    assert all(0 <= share <= 1 for share in shares)
    assert len(shares) == len(curve["x"])
    assert curve["answer"] in range(1000)
    assert JUDGES["cover"].of(curve) in JUDGES["cover"].verdicts


@pytest.mark.parametrize("experiment", predictions.MEASURES)
def test_every_measurement_can_be_cancelled(experiment):
    with pytest.raises(Stop):
        predictions.measure(experiment, "digits", cancelled=lambda: True)


def test_every_judge_has_a_measurement():
    assert set(JUDGES) <= set(predictions.MEASURES)
