"""What the photo page's measurements may say."""

import numpy as np
import pytest

from pages.photo import always, near, places


def test_an_energy_that_a_mirror_image_could_have_is_not_called_higher():
    """-10.5 against -10.6 nats was once told as "higher in 2 of 2"."""
    said = always.finding("efficientnet_lite0", -10.6, [-10.5, -10.5])
    assert said.endswith("0 have a higher energy than the photo, 2 about the same")
    assert "1 has a higher" in always.finding("efficientnet_lite0", -10.6, [-8.0, -10.5])
    assert "of 2 of 2 strange" in always.finding("efficientnet_lite0", -10.6, [-8.0, -7.5])


def test_a_network_that_was_not_tried_is_given_the_larger_noise():
    assert "about the same" in always.finding("resnet50", -10.0, [-7.0])


@pytest.mark.parametrize(("share", "found"), [(2, False), (4, False), (5, True), (12, True)])
def test_the_commonest_of_ten_classes_stands_out_only_beyond_chance(share, found):
    assert near.stands_out(share, 12, 10) is found


def test_the_warmest_places_of_a_map_come_first():
    heat = np.zeros((7, 7))
    heat[5:, 5:], heat[0, 0] = 3, 1
    assert places.warmest(heat)[:2] == [8, 0]  # bottom right, then top left


def test_the_house_is_black_lines_on_white():
    drawn = always.house()
    assert drawn.shape == (always.SIZE, always.SIZE, 3)
    assert set(np.unique(drawn)) == {0, 255} and 0.5 < (drawn == 255).mean() < 0.98
