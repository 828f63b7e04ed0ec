"""What counts as clearly ahead."""

import pytest

from core.lessons.leaders import judge


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
