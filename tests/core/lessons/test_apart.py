"""The smallest differences that sentences may speak of."""

import pytest
from scipy import stats

from core.lessons import apart


def test_the_fewest_photos_are_what_a_sign_test_accepts():
    assert stats.binomtest(apart.FEWEST, apart.FEWEST).pvalue < 0.05
    assert stats.binomtest(apart.FEWEST - 1, apart.FEWEST - 1).pvalue > 0.05


@pytest.mark.parametrize(("photos", "smallest"), [(20, 0.3), (200, 0.03), (10_000, 0.02)])
def test_a_change_on_the_same_photos_is_six_of_them_or_two_points(photos, smallest):
    assert apart.least(photos) == pytest.approx(smallest)


def test_the_noise_is_never_nothing():
    assert apart.noise(1.0, 50) > 0.05
    assert apart.noise(0.0, 50) == pytest.approx(apart.noise(1.0, 50))
    assert apart.noise(0.5, 10_000) == pytest.approx(1.96 * (0.5 / 10_000) ** 0.5, rel=1e-3)


def test_intervals_touch_at_an_end():
    assert apart.touch((0.1, 0.2), (0.2, 0.3))
    assert not apart.touch((0.3, 0.4), (0.1, 0.2))
