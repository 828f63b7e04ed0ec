"""Our augmentation against Keras' `apply_affine_transform`, one kind of movement at a time."""

import numpy as np
import pytest
from keras.src.legacy.preprocessing.image import apply_affine_transform

from core.transfer.augment import Augmentation, Moves, compose, draw, warp

pytestmark = pytest.mark.oracle
SIZE = 48


def photo():
    """Smooth, so that interpolation differences stay small."""
    y, x = np.mgrid[:SIZE, :SIZE] / SIZE
    return np.stack([np.sin(5 * x), np.cos(4 * y), x * y], -1).astype(np.float32) * 100 + 128


@pytest.mark.parametrize(
    "moves",
    [
        {"theta": 30.0},
        {"tx": 6.0},
        {"ty": -7.0},
        {"shear": 15.0},
        {"zx": 0.8, "zy": 1.2},
        {"theta": -20.0, "tx": 3.0, "ty": 5.0, "shear": 10.0, "zx": 1.1, "zy": 0.9},
    ],
    ids=lambda moves: "+".join(moves),
)
def test_equals_keras(moves):
    theirs = apply_affine_transform(
        photo(), **moves, row_axis=0, col_axis=1, channel_axis=2, fill_mode="nearest", order=1
    )
    given = {"theta": 0.0, "tx": 0.0, "ty": 0.0, "shear": 0.0, "zx": 1.0, "zy": 1.0} | moves
    transform = compose(
        SIZE,
        Moves(
            angle=np.deg2rad([given["theta"]]),
            right=np.array([given["tx"]]),
            down=np.array([given["ty"]]),
            shear=np.deg2rad([given["shear"]]),
            zoom_x=np.array([given["zx"]]),
            zoom_y=np.array([given["zy"]]),
            flip=np.array([False]),
        ),
    )
    ours = warp(photo()[None], transform).numpy()[0]
    assert np.abs(ours - theirs).max() < 1.0  # of 255: rounding in the sampling grid


def test_draws_are_reproducible_and_move_something():
    a = draw(5, SIZE, np.random.default_rng(3))
    np.testing.assert_array_equal(a, draw(5, SIZE, np.random.default_rng(3)))
    batch = np.repeat(photo()[None], 5, 0)
    assert np.abs(warp(batch, a).numpy() - batch).max(axis=(1, 2, 3)).min() > 5


def test_flip_is_a_mirror():
    only = Augmentation(rotation=0, shift_right=0, shift_down=0, shear=0, zoom=0)
    batch = np.repeat(photo()[None], 20, 0)
    out = warp(batch, draw(20, SIZE, np.random.default_rng(0), only)).numpy()
    mirrored = [np.allclose(image, photo()[:, ::-1], atol=1e-2) for image in out]
    same = [np.allclose(image, photo(), atol=1e-2) for image in out]
    assert any(mirrored) and any(same)
    assert all(a or b for a, b in zip(mirrored, same, strict=True))
