"""Titles and pieces of the race, the project, the pets and the attacks at their smallest
differences."""

import numpy as np
import pytest

from core.figures.class_bars import ClassBar
from core.race.plan import Race, arm
from core.race.summary import Row
from core.statistics import Difference
from core.transfer.recipe import Recipe
from dashboard.kit import lesson
from dashboard.kit.photo import Photo
from pages.adversarial import control
from pages.adversarial.state import Made
from pages.cats_dogs import stages
from pages.pets import breeds
from pages.race import analysis, photos
from pages.two_ways import rates

BEST, QUICK = arm("extract"), arm("scratch")


def row(which, mean, seconds, gap=None, gain=None, amount=10):
    return Row(which, amount, {0: mean, 1: mean}, 0.0, 1.0, seconds, 0.0, 1, gain, gap)


def test_the_quickest_is_called_worse_only_where_the_seeds_show_it():
    first = row(BEST, 0.7, 10.0)
    open_ = row(QUICK, 0.69, 2.0, Difference(-0.01, -0.05, 0.03))
    assert analysis.quickest([first, open_]).startswith(
        "Nothing shows that the quickest (From scratch)"
    )
    clear = row(QUICK, 0.4, 2.0, Difference(-0.3, -0.35, -0.25))
    assert analysis.quickest([first, clear]).startswith("The best takes 5 times as long")
    assert analysis.quickest([clear, first]).startswith("First and the quickest")


def test_training_is_ahead_of_validation_only_with_every_seed():
    near, far = ([{"accuracy": 0.9, "val_accuracy": value}] for value in (0.85, 0.7))
    assert analysis._runs_away([far, far])
    assert not analysis._runs_away([far, near])


@pytest.mark.parametrize(
    ("few", "many", "said"),
    [
        ((0.2, 0.3), (0.05, 0.1), "most with few photos"),
        ((0.2, 0.3), (0.4, 0.5), "most with many photos"),
        ((0.2, 0.3), (0.1, 0.25), "not told apart"),
    ],
)
def test_gains_at_two_amounts_are_ordered_only_where_their_intervals_do(few, many, said):
    race = Race((BEST, QUICK), per_class=(10, 80))
    boards = {
        amount: [
            row(BEST, 0.6, 1.0, gain=Difference(sum(ends) / 2, *ends), amount=amount),
            row(QUICK, 0.4, 1.0, amount=amount),
        ]
        for amount, ends in ((10, few), (80, many))
    }
    assert said in photos._title(race, boards)


def epochs(stage, *values):
    return [
        {"epoch": n, "stage": stage, "accuracy": value, "val_accuracy": value, "lr": 1e-3}
        for n, value in enumerate(values, 1)
    ]


def test_a_second_stage_that_gains_one_photo_has_not_helped():
    part = lesson.parts("cats_dogs", "en")["stages"]
    first, second = epochs("head", 0.80, 0.90), epochs("suffix", 0.91)
    assert stages._finding(first, second, 200).endswith("too close to tell")
    assert "this run cannot tell" in stages.readings(part, first, second, 200)[-1]
    assert "raised" in stages._finding(first, epochs("suffix", 0.99), 2000)
    assert "helped" in stages.readings(part, first, epochs("suffix", 0.99), 2000)[-1]
    assert "did not help" in stages._finding(first, epochs("suffix", 0.8), 2000)
    assert Recipe(classes=("cat", "dog"), val_per_class=30).validating == 60


def test_the_hardest_breed_is_one_only_if_no_other_may_be_it():
    bars = [ClassBar("a", 0.2, True), ClassBar("b", 0.9, True), ClassBar("c", 0.95, True)]
    assert breeds._hardest(bars, [40] * 3) == "The hardest breed: a, 20% right"
    close = [ClassBar("a", 0.85, True), *bars[1:]]
    assert "2 other breeds are not told apart" in breeds._hardest(close, [40] * 3)


@pytest.mark.parametrize(
    ("changed", "interval", "piece"),
    [
        (0, (0.0, 0.16), "control_none"),
        (4, (0.08, 0.42), "control_some"),
        (11, (0.34, 0.74), "control_half"),
        (19, (0.76, 0.99), "control_most"),
    ],
)
def test_noise_is_said_to_be_enough_by_the_whole_interval(changed, interval, piece):
    said = {"clean": {"index": 1}, "adversarial": {"index": 2}}
    made = Made(Photo("", "", np.zeros((2, 2, 3), np.uint8)), None, said, "")
    found = {"changed": changed, "draws": 20, "interval": interval}
    assert control.said_of(made, found) == piece


def test_rates_that_differ_by_few_photos_are_not_ranked():
    ends = {"1e-05": {"val_accuracy": 0.70}, "0.001": {"val_accuracy": 0.71}, "0.1": {"lost": {}}}
    assert rates._best(ends, 500) == "Validation does not tell these apart: **0.00001, 0.001**."
    ends["0.001"]["val_accuracy"] = 0.8
    assert rates._best(ends, 500) == "By validation, **0.001** was best."
