"""The gallery's NumPy pictures against what TensorFlow does in a training."""

import numpy as np
import pytest

from core.experiments.moved import move
from core.transfer.augment import draw, warp

pytestmark = pytest.mark.oracle
SIZE, COUNT = 48, 24


@pytest.fixture(scope="module")
def photo():
    return np.random.default_rng(0).integers(0, 256, (SIZE, SIZE, 3)).astype(np.uint8)


def test_the_gallery_shows_what_the_engine_does(photo):
    transforms = draw(COUNT, SIZE, np.random.default_rng(1))
    theirs = warp(np.repeat(photo[None], COUNT, 0), transforms).numpy()
    ours = move(photo, transforms).astype(np.float32)
    assert np.abs(ours - theirs).max() <= 0.51  # ours are rounded to bytes


@pytest.mark.parametrize("fill", ["reflect", "constant"])
def test_other_fillings_are_tensorflows(photo, fill):
    import tensorflow as tf

    transforms = draw(COUNT, SIZE, np.random.default_rng(2))
    theirs = tf.raw_ops.ImageProjectiveTransformV3(
        images=np.repeat(photo[None], COUNT, 0).astype(np.float32),
        transforms=transforms,
        output_shape=[SIZE, SIZE],
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode=fill.upper(),
    ).numpy()
    assert np.abs(move(photo, transforms, fill) - theirs).max() <= 0.51
