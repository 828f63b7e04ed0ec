"""The new-domain challenge: fair recipes, gains of seeds, and what they are compared with."""

import numpy as np
import pytest

from core import tasks
from core.experiments import confused, domains
from core.statistics import Difference, difference

READY = ("faces", "digits")


def results(table):
    """Result documents of (dataset, way) → accuracies of the seeds."""
    return {
        domains.name_of(dataset, way, seed): {"test_accuracy": value}
        for (dataset, way), values in table.items()
        for seed, value in zip(domains.SEEDS, values, strict=True)
    }


FOUND = domains.gains(
    results(
        {
            ("digits", "scratch"): (0.90, 0.92, 0.94),
            ("digits", "transfer"): (0.88, 0.91, 0.91),
            ("faces", "scratch"): (0.60, 0.62, 0.58),
            ("faces", "transfer"): (0.90, 0.91, 0.89),
        }
    ),
    READY,
)


@pytest.mark.parametrize("per_class", [5, 50])
def test_both_ways_get_the_same_photos_and_can_be_run(per_class):
    made = domains.recipes(READY, per_class)
    assert len(made) == 2 * len(READY) * len(domains.SEEDS)
    for name, recipe in made.items():
        recipe.check()
        dataset, way, seed = name.rsplit("_", 2)
        other = made[domains.name_of(dataset, domains.SCRATCH, int(seed))]
        assert recipe.scratch is (way == domains.SCRATCH)
        photos = ("dataset", "classes", "per_class", "val_per_class", "test_per_class", "seed")
        assert all(getattr(recipe, field) == getattr(other, field) for field in photos)


def test_gains_are_those_of_whole_domains_only():
    assert [gain.dataset for gain in FOUND] == ["faces", "digits"]
    assert FOUND[0].points == difference((0.60, 0.62, 0.58), (0.90, 0.91, 0.89))
    assert domains.ordered(FOUND) == ["faces", "digits"]
    assert domains.told_apart(FOUND)
    assert not domains.told_apart([FOUND[0], FOUND[0]])
    assert domains.error_left(FOUND[0]) == pytest.approx(0.25)
    assert domains.error_left(FOUND[1]) > 1
    partly = results({("digits", "scratch"): (0.9, 0.9, 0.9)})
    assert domains.gains(partly, READY) == []


def agreeing(order, found):
    pairs = domains.apart(found)
    return domains.agreeing(order, pairs), len(pairs)


def test_orders_agree_pair_by_pair():
    def gain(name, low, high):
        return domains.Gain(name, (0.5,), (0.5,), Difference((low + high) / 2, low, high))

    found = [gain("a", 0.5, 0.6), gain("b", 0.3, 0.4), gain("c", 0.1, 0.2)]
    assert agreeing("abc", found) == (3, 3)
    assert agreeing("cba", found) == (0, 3)
    assert agreeing("acb", found) == (2, 3)
    close = [gain("a", 0.3, 0.6), gain("b", 0.29, 0.5), gain("c", 0.1, 0.2)]
    assert agreeing("bac", close) == (2, 2)  # a and b cannot be told apart
    assert agreeing("abc", close[:2]) == (0, 0)


def test_photos_are_nearer_to_imagenet_than_pen_strokes(cache, as_after_setup):
    as_after_setup(cache)
    heard = []
    found = tasks.TASKS["nearness"](
        {"datasets": list(READY), "per_class": 5}, heard.append, lambda: False
    )
    assert list(found) == list(READY)
    for measures in found.values():
        assert 0 < measures["similarity"] < 1
        assert 0 < measures["sure"] < 1
    assert found["faces"] != found["digits"]
    assert heard[-1] == {"kind": "phase", "phase": "measure", "done": 1, "total": 2}


def test_the_hardest_pairs_count_both_directions_and_the_surest_mistake_comes_first():
    said = {
        "true": [0, 0, 0, 1, 2, 2, 1],
        "predicted": [1, 1, 0, 0, 1, 2, 1],
        "confidence": [0.5, 0.9, 0.8, 0.7, 0.6, 0.9, 0.9],
    }
    first, second = confused.hardest(said, 3, 5)
    assert (first.one, first.other, first.as_other, first.as_one) == (0, 1, (1, 0), (3,))
    assert (second.one, second.other, second.count) == (1, 2, 1)
    assert len(confused.hardest(said, 3, 1)) == 1


def test_mistakes_inside_a_kind_against_what_luck_would_give():
    table = [[8, 2, 0], [0, 10, 0], [1, 0, 9]]  # two cats, one dog
    within, total, expected = confused.inside(table, [True, True, False])
    assert (within, total) == (2, 3)
    assert expected == pytest.approx((2 * 0.5 + 1 * 0.0) / 3)
    assert confused.inside(np.eye(3, dtype=int).tolist(), [True, True, False]) == (0, 0, 0.0)
    assert confused.shares(table) == pytest.approx([0.8, 1.0, 0.9])
