"""What the network is shown of an image."""

import numpy as np
import pytest
import tensorflow as tf

from core.imagine.ideal import views
from core.imagine.ideal.recipe import Ideal

OFF = Ideal(param="pixel")
SIZE = 32


@pytest.fixture
def image():
    return np.random.default_rng(0).random((1, SIZE, SIZE, 3)).astype(np.float32)


def shown(image, count=2, size=SIZE, key=(0, 0), **amounts):
    return np.asarray(views.show(image, views.amounts(OFF.but(**amounts)), count, size, list(key)))


def test_with_everything_off_the_image_is_shown_as_it_is(image):
    np.testing.assert_allclose(shown(image), np.repeat(image, 2, 0), atol=1e-5)


@pytest.mark.parametrize(
    "amounts",
    [{"jitter": 0.2}, {"scale": 0.2}, {"rotation": 20.0}, {"crop": 0.5}, {"pad": 0.2}],
    ids=lambda amounts: next(iter(amounts)),
)
def test_each_switch_alone_changes_the_views_within_the_range_of_the_image(image, amounts):
    seen = shown(image, **amounts)
    assert np.abs(seen - image).mean() > 0.02  # moved
    assert np.abs(seen[0] - seen[1]).mean() > 0.02  # each differently
    assert seen.min() >= image.min() - 1e-5 and seen.max() <= image.max() + 1e-5
    assert np.array_equal(seen, shown(image, **amounts))
    assert not np.array_equal(seen, shown(image, key=(0, 1), **amounts))


def test_noise_has_its_standard_deviation(image):
    added = shown(image, count=16, noise=0.1) - image
    assert abs(added.mean()) < 0.005 and added.std() == pytest.approx(0.1, rel=0.05)


def window(image, side=1.0, across=0.0, down=0.0, angle=0.0, size=SIZE):
    places = (tf.constant([value], tf.float32) for value in (side, across, down, angle))
    return np.asarray(views.windows(image, *places, size))[0]


def test_a_quarter_turn_and_a_shift_are_those_of_numpy(image):
    np.testing.assert_allclose(window(image, angle=np.pi / 2), np.rot90(image[0]), atol=1e-4)
    moved = window(image, across=8 / SIZE, down=4 / SIZE)
    mirrored = np.pad(image[0], ((0, 4), (0, 8), (0, 0)), "symmetric")
    np.testing.assert_allclose(moved, mirrored[4:, 8:], atol=1e-4)


def test_half_the_side_is_the_middle(image):
    middle = image[0, SIZE // 4 : 3 * SIZE // 4, SIZE // 4 : 3 * SIZE // 4]
    np.testing.assert_allclose(window(image, side=0.5, size=SIZE // 2), middle, atol=1e-4)


def test_crops_without_a_margin_never_leave_the_image():
    # the mirror image of a ramp would turn round
    ramp = np.broadcast_to(
        np.linspace(0, 1, SIZE, dtype=np.float32)[None, None, :, None], (1, SIZE, SIZE, 3)
    )
    seen = shown(np.ascontiguousarray(ramp), count=64, crop=0.7)
    assert (np.diff(seen, axis=2) >= -1e-6).all()


def test_turning_by_almost_nothing_shows_the_same_as_not_turning(image):
    place = [tf.constant([value]) for value in (0.7, 0.12, -0.2)]
    straight = views.windows(image, *place, tf.constant([0.0]), 40)
    turned = views.windows(image, *place, tf.constant([1e-7]), 40)
    np.testing.assert_allclose(straight, turned, atol=1e-4)
