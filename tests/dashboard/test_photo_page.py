"""What the photo page's measurements may say."""

import pytest

from pages.photo import always, near


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
