"""Painting without a pointer: a rectangle as a brush would have painted it."""

from dashboard.kit.paint import filled


def test_a_rectangle_of_percents_is_filled_with_its_colour():
    painted = filled((20, 10), (50, 100), (0, 25), "#10203040")
    assert painted.shape == (20, 10, 4)
    assert (painted[:5, 5:] == [0x10, 0x20, 0x30, 0x40]).all()
    assert painted[..., 3].astype(bool).sum() == 25  # and nothing else


def test_a_rectangle_without_breadth_paints_nothing():
    assert not filled((20, 10), (40, 40), (0, 100), "#000000").any()
