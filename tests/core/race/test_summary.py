"""The leaderboard and the verdict follow from the accuracies, also from half a race."""

import pytest

from core.race import summary
from core.race.plan import Race, arm, run_name

SCRATCH, FROZEN, TUNED = arm("scratch"), arm("extract", "squeezenet"), arm("tune", "squeezenet")
AUGMENTED = arm("extract", "squeezenet", augment=True)


def results(accuracies, amount=100):
    """Runs as the log has them: arm → accuracies by seed."""
    return {
        run_name(which, amount, seed): {
            "test_accuracy": accuracy,
            "confusion": [[1000]],
            "seconds": {"fit": 2.0, "prefix": 1.0, "prefix_test": 0.5, "total": 4.0},
            "trainable_parameters": 10,
        }
        for which, values in accuracies.items()
        for seed, accuracy in enumerate(values)
    }


def judged(accuracies):
    race = Race(tuple(accuracies))
    rows = summary.board(race, results(accuracies))
    return rows, " ".join(map(str, summary.verdict(race, rows))), str(summary.finding(rows))


def test_a_clear_winner_is_said_to_be_one():
    rows, said, finding = judged({SCRATCH: (0.40, 0.41, 0.42), FROZEN: (0.70, 0.72, 0.71)})
    assert [row.arm for row in rows] == [FROZEN, SCRATCH]
    assert rows[0].gain.mean == pytest.approx(0.30, abs=0.001)
    assert (rows[0].seconds, rows[0].passing) == (2.0, 1.5)
    assert "Supported" in said and "Not supported" not in said and "+30.0 points" in said
    assert "clearly ahead" in finding


def test_what_cannot_be_told_apart_is_not_told_apart():
    rows, said, finding = judged({FROZEN: (0.70, 0.72, 0.68), TUNED: (0.72, 0.70, 0.70)})
    assert rows[0].arm == TUNED
    assert said.startswith("Not supported") and "3 seeds" in said
    assert "do not tell" in finding


def test_a_leader_may_be_clear_of_some_only():
    _rows, said, finding = judged(
        {SCRATCH: (0.40, 0.41, 0.42), FROZEN: (0.70, 0.72, 0.68), TUNED: (0.72, 0.70, 0.70)}
    )
    assert "Supported" in said and "Not supported" in said and "not clearly" in finding


@pytest.mark.parametrize(
    ("augmented", "word"),
    [((0.80, 0.81, 0.82), "helped"), ((0.60, 0.61, 0.62), "hurt"), ((0.71, 0.69, 0.71), "open")],
)
def test_augmentation_is_judged_against_its_twin(augmented, word):
    _rows, said, _finding = judged({FROZEN: (0.70, 0.70, 0.71), AUGMENTED: augmented})
    assert f"augmentation {word}" in said.lower() or f"is {word}" in said


def test_a_gain_that_may_be_luck_is_not_claimed():
    _rows, said, _finding = judged({SCRATCH: (0.5, 0.7, 0.6), FROZEN: (0.7, 0.6, 0.65)})
    assert "holds zero" in said


def test_half_a_race_says_how_it_stands():
    race = Race((SCRATCH, FROZEN))
    whole = results({SCRATCH: (0.40, 0.41, 0.42), FROZEN: (0.70,)})
    rows = summary.board(race, whole)
    said = " ".join(map(str, summary.verdict(race, rows)))
    assert "One seed alone" in said and "not over" in said
    assert rows[0].gain is None
    assert summary.board(race, {}) == []
    only = summary.board(race, results({FROZEN: (0.70,)}))
    assert summary.verdict(race, only) == [] and "first results" in str(summary.finding(only))


def test_three_seeds_that_agree_by_luck_do_not_shrink_the_interval():
    low, high = summary.interval([0.7, 0.7, 0.7], 300)
    assert low < 0.66 and high > 0.74
    low, high = summary.interval([0.5, 0.9, 0.7], 3000)
    assert (low, high) == (pytest.approx(0.203, abs=0.001), 1.0)
