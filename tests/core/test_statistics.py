"""What may be said of what was measured."""

import numpy as np
import pytest
from scipy import stats

from core import statistics
from core.statistics import difference, judge, normalised_gain


def test_the_fewest_photos_are_what_a_sign_test_accepts():
    assert stats.binomtest(statistics.FEWEST, statistics.FEWEST).pvalue < 0.05
    assert stats.binomtest(statistics.FEWEST - 1, statistics.FEWEST - 1).pvalue > 0.05


@pytest.mark.parametrize(("photos", "smallest"), [(20, 0.3), (200, 0.03), (10_000, 0.02)])
def test_a_change_on_the_same_photos_is_six_of_them_or_two_points(photos, smallest):
    assert statistics.least(photos) == pytest.approx(smallest)


def test_the_noise_is_never_nothing():
    assert statistics.noise(1.0, 50) > 0.05
    assert statistics.noise(0.0, 50) == pytest.approx(statistics.noise(1.0, 50))
    assert statistics.noise(0.5, 10_000) == pytest.approx(1.96 * (0.5 / 10_000) ** 0.5, rel=1e-3)


def test_intervals_touch_at_an_end():
    assert statistics.touch((0.1, 0.2), (0.2, 0.3))
    assert not statistics.touch((0.3, 0.4), (0.1, 0.2))


@pytest.mark.parametrize("pairs", range(2, 11))
def test_the_interval_is_that_of_students_test(pairs):
    rng = np.random.default_rng(pairs)
    first, second = rng.random(pairs), rng.random(pairs)
    found = difference(first.tolist(), second.tolist())
    low, high = stats.ttest_rel(second, first).confidence_interval(0.95)
    assert found.mean == pytest.approx(float((second - first).mean()))
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ([0.70, 0.71, 0.72], [0.75, 0.76, 0.77], "second"),
        ([0.75, 0.76, 0.77], [0.70, 0.71, 0.72], "first"),
        ([0.70, 0.75, 0.72], [0.73, 0.70, 0.74], "open"),
    ],
)
def test_only_an_interval_without_zero_decides(first, second, verdict):
    assert difference(first, second).verdict == verdict


def test_two_seeds_that_gain_the_same_do_not_make_sure():
    assert difference([0.70, 0.80], [0.73, 0.83]).verdict == "open"
    assert difference([0.70, 0.80], [0.80, 0.90]).verdict == "second"


@pytest.mark.parametrize("pairs", [([], []), ([1.0], [2.0]), ([1.0, 2.0], [1.0])])
def test_too_few_or_unequal_pairs_are_refused(pairs):
    with pytest.raises(ValueError):
        difference(*pairs)


def test_ahead_with_every_seed_and_by_more_than_the_noise_is_a_win():
    verdict = judge({"a": [0.30, 0.31], "b": [0.40, 0.42]}, 2000)
    assert (verdict.winner, verdict.leaders, verdict.behind) == ("b", ("b",), ("a",))
    assert verdict.means["b"] == pytest.approx(0.41)


def test_one_seed_the_other_way_round_is_no_win():
    verdict = judge({"a": [0.30, 0.45], "b": [0.50, 0.44]}, 2000)
    assert verdict.winner is None
    assert verdict.leaders == ("b", "a")


def test_a_lead_within_the_noise_of_the_photos_is_no_win_until_there_are_more():
    close = {"a": [0.30, 0.31], "b": [0.33, 0.34]}
    assert judge(close, 1000).winner is None
    assert judge(close, 10_000).winner == "b"


def test_the_noise_is_that_of_two_proportions():
    # sqrt(2 · 0.4 · 0.6 / 2000) · 1.96
    assert judge({"a": [0.4, 0.4], "b": [0.1, 0.1]}, 2000).noise == pytest.approx(0.03036, abs=1e-4)


def test_of_three_the_close_ones_lead_together():
    verdict = judge({"a": [0.10, 0.11], "b": [0.39, 0.40], "c": [0.40, 0.41]}, 2000)
    assert verdict.leaders == ("c", "b")
    assert verdict.behind == ("a",)
    assert verdict.winner is None


def test_all_right_is_not_taken_for_certain():
    """20 of 20 against 19 of 20, twice: one photo each time."""
    verdict = judge({"all": [1.0, 1.0], "nearly": [0.95, 0.95]}, 40)
    assert verdict.winner is None
    assert verdict.noise > 0.05


def test_the_normalised_gain_is_the_share_of_what_was_missing():
    assert normalised_gain([(0.5, 0.75), (0.25, 0.5)]).mean == pytest.approx(0.4)
    assert normalised_gain([(0.5, 0.5)] * 4).interval == pytest.approx((0, 0))
    assert normalised_gain([(0.5, 0.25), (0.5, 0.25), (0.5, 0.3)]).interval[1] < 0
    assert normalised_gain([(0.5, 1), (0, 1)]).interval is None  # too few to tell
    assert normalised_gain([(1, 1), (1, 0.5)]) is None  # nothing was missing
    assert normalised_gain([]) is None


def test_the_interval_of_a_gain_holds_the_true_one_about_as_often_as_it_says():
    draw, hits = np.random.default_rng(1), 0
    for _class in range(400):  # of twenty, eight questions each, from 40 % right to 70 %
        before, after = (draw.binomial(8, share, 20) / 8 for share in (0.4, 0.7))
        low, high = normalised_gain(list(zip(before, after, strict=True))).interval
        hits += low <= 0.5 <= high
    assert 0.92 <= hits / 400 <= 0.98
