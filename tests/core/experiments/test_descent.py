"""Walking down a measured slice."""

import numpy as np
import pytest

from core.experiments.descent import Slice, walk


def bowl(width=4.0):
    """(x − 1)², so that every rate's fate is known: below 1 it comes to rest, above it escapes."""
    at = np.linspace(-width, width, 17)
    return Slice.of(at, (at - 1) ** 2, 2 * (at - 1))


def test_between_measured_points_a_cubic_is_met_exactly():
    at = np.array([-2.0, -0.5, 1.0, 3.0])
    on = Slice.of(at, at**3 - at, 3 * at**2 - 1)
    for place in (-2.0, -1.2, 0.0, 0.7, 2.9, 3.0):
        assert on(place) == pytest.approx((place**3 - place, 3 * place**2 - 1))


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [(1e-4, "crawls"), (0.02, "on_the_way"), (0.3, "settles"), (0.99, "on_the_way")],
)
def test_rates_that_stay_in_the_valley(rate, verdict):
    found = walk(bowl(), rate)
    assert found.verdict == verdict
    assert found.left is None
    assert len(found.places) == len(found.losses) == 25


def test_a_step_longer_than_the_valley_leaves_the_picture():
    found = walk(bowl(), 1.2)
    assert found.verdict == "escapes"
    assert not bowl().inside(found.left)
    assert all(bowl().inside(place) for place in found.places)


def test_a_walk_that_stays_inside_but_climbs_has_escaped():
    at = np.linspace(-40, 40, 321)
    on = Slice.of(at, (at - 1) ** 2, 2 * (at - 1))
    found = walk(on, 1.02)
    assert found.left is None
    assert found.losses[-1] > found.losses[0]
    assert found.verdict == "escapes"


def test_the_first_step_is_that_of_training():
    assert walk(bowl(), 0.1, steps=1).places == pytest.approx([0.0, 0.2])
