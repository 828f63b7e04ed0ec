"""Planted errors: how many, where, and what is counted of them."""

import numpy as np
import pytest

from core.experiments import planted
from core.transfer.doubtful import Photos


@pytest.mark.parametrize("classes", [2, 5])
def test_a_share_of_every_class_gets_another_label(classes):
    labels = np.arange(20 * classes) % classes
    out, where = planted.planted(labels, 0.1, seed=3)
    assert (out != labels).nonzero()[0].tolist() == where.tolist()
    assert np.bincount(labels[where]).tolist() == [2] * classes
    assert set(out) == set(range(classes))
    assert planted.planted(labels, 0.1, 3)[1].tolist() == where.tolist()
    assert planted.planted(labels, 0.1, 4)[1].tolist() != where.tolist()


class Labels:
    labels = np.arange(40) % 2


def test_hits_and_misses_are_counted_and_nothing_is_done_twice():
    seen = Photos(Labels(), ["a", "b"], np.zeros((40, 1)), None)
    asked = []

    def judge(_seen, labels, seed):
        asked.append(seed)
        wrong = np.flatnonzero(labels != Labels.labels)
        return np.append(wrong[:1], np.flatnonzero(labels == Labels.labels)[:3])

    runs = planted.trials(seen, (0.1,), 3, judge)
    assert [(one["planted"], one["named"], one["hits"]) for one in runs] == [(4, 4, 1)] * 3
    again = planted.trials(seen, (0.1,), 4, judge, known=runs)
    assert again[:3] == runs
    assert asked == [0, 1, 2, 3]
    rates = planted.rates(runs, 0.1)
    assert rates["recall"]["share"] == rates["precision"]["share"] == 0.25
    low, high = rates["recall"]["interval"]
    assert low < 0.25 < high


def test_where_nothing_is_named_there_is_no_precision():
    seen = Photos(Labels(), ["a", "b"], np.zeros((40, 1)), None)
    runs = planted.trials(seen, (0.05,), 1, lambda *_given: np.array([], np.int64))
    assert planted.rates(runs, 0.05)["precision"]["share"] is None
