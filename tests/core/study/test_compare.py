"""Choosing on validation photos, and saying only what the test photos support."""

from core.study import compare
from core.study.plan import Study
from tests.core.study.made import result, results

STUDY = Study("digits", ("3", "7"), ("squeezenet", "efficientnet_lite0"), (0, 1, 2), "quick")
A, B = "squeezenet-extract", "efficientnet_lite0-extract"


def test_validation_chooses_even_where_the_test_disagrees():
    made = results(STUDY, {A: 40}, scratch={"val": 1.0})
    for seed in STUDY.seeds:
        made[f"{A}_{seed}"] = result(STUDY, STUDY.arms[0], seed, range(40), val=0.99)
    assert compare.best(compare.rows(STUDY, made)).arm.id == A


def test_equal_accuracies_are_decided_by_the_loss_then_by_the_parameters():
    made = results(STUDY, {}, tune={"val_loss": 0.1})
    assert compare.best(compare.rows(STUDY, made)).arm.way == "tune"
    made = results(STUDY, {})
    assert compare.best(compare.rows(STUDY, made)).arm.way == "extract"


def test_training_from_scratch_is_never_the_choice():
    made = results(STUDY, {}, extract={"val": 0.5}, tune={"val": 0.5}, scratch={"val": 1.0})
    assert compare.best(compare.rows(STUDY, made)).arm.way != "scratch"
    only = {key: run for key, run in made.items() if key.startswith("scratch")}
    assert compare.best(compare.rows(STUDY, only)) is None


def test_a_large_gap_is_clear_and_a_small_one_is_not():
    order = compare.ahead(compare.rows(STUDY, results(STUDY, {A: 40, B: 1})))
    assert order.behind == (A,)
    assert B in order.leaders


def test_all_right_is_not_taken_for_certain():
    order = compare.ahead(compare.rows(STUDY, results(STUDY, {A: 2})))
    assert order.noise > 0.02
    assert A in order.leaders


def test_an_unfinished_study_is_compared_as_far_as_it_is():
    made = results(STUDY, {})
    del made[f"{A}_1"]
    rows = compare.rows(STUDY, made)
    assert rows[0].seeds == (0, 2)
    assert compare.ahead(rows) is None
    assert compare.paired(rows[0], rows[1]) is not None


def test_scratch_is_beaten_beats_or_is_open():
    def verdict(plain, best):
        rows = compare.rows(STUDY, results(STUDY, {"scratch": plain, A: best}))
        return compare.beats(compare.scratch(rows), rows[0])

    assert verdict((40, 41, 39), (1, 2, 1)) is True
    assert verdict((1, 2, 1), (40, 41, 39)) is False
    assert verdict((3, 9, 1), (5, 2, 6)) is None


def test_the_interval_holds_the_photos_luck_and_every_seed():
    row = compare.rows(STUDY, results(STUDY, {A: (0, 0, 30)}))[0]
    assert row.interval[0] <= min(row.tests) and row.interval[1] == 1.0
    same = compare.rows(STUDY, results(STUDY, {A: 10}))[0]
    assert same.interval[0] < 0.9 < same.interval[1]
