"""Whether pairs of seeds tell two ways apart."""

import numpy as np
import pytest
from scipy import stats

from core.lessons.paired import difference


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


@pytest.mark.parametrize("pairs", [([], []), ([1.0], [2.0]), ([1.0, 2.0], [1.0])])
def test_too_few_or_unequal_pairs_are_refused(pairs):
    with pytest.raises(ValueError):
        difference(*pairs)
