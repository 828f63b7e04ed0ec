"""Silent channels get a gradient that wakes them; everything else stays as it was."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.imagine.ideal.redirect import redirected
from core.zoo import catalog, classifier


def gradients(model, x, channel):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = model(x)
        score = tf.reduce_mean(y[..., channel])
    return y.numpy(), tape.gradient(score, x).numpy()


@pytest.fixture
def plain():
    """One convolution whose first channel never answers a positive input, and its maximum."""
    inputs = keras.Input((4, 4, 1))
    conv = keras.layers.Conv2D(2, 1, activation="relu", use_bias=False)
    model = keras.Model(inputs, keras.layers.MaxPooling2D(2)(conv(inputs)))
    conv.set_weights([np.float32([[[[-1.0, 1.0]]]])])
    return model


def test_a_silent_channel_is_woken(plain):
    x = tf.ones([1, 4, 4, 1])
    opened = redirected(plain, [plain.layers[-1]])
    before, dead = gradients(plain, x, 0)
    after, alive = gradients(opened, x, 0)
    assert np.array_equal(before, after) and not dead.any()
    assert alive.sum() < 0  # a smaller x wakes it
    assert np.array_equal(gradients(plain, x, 1)[1], gradients(opened, x, 1)[1])


def test_a_channel_that_answers_somewhere_keeps_its_gradient(plain):
    x = tf.constant(np.linspace(-1, 1, 16, dtype=np.float32).reshape(1, 4, 4, 1))
    opened = redirected(plain, [plain.layers[-1]])
    for channel in (0, 1):
        expected, found = gradients(plain, x, channel), gradients(opened, x, channel)
        assert np.array_equal(expected[1], found[1]) and expected[1].any()


@pytest.mark.parametrize(
    ("backbone", "block", "same"),
    [("efficientnet_lite0", 18, False), ("efficientnet_lite0", 5, True), ("squeezenet", 4, False)],
)
def test_only_where_a_relu_stands_is_anything_exchanged(backbone, block, same):
    model = classifier.folded(backbone)
    end = model.get_layer(catalog.get(backbone).blocks[block - 1].layer)
    opened = redirected(model, [end])
    assert (opened is model) == same
    x = np.random.default_rng(0).random((1, 64, 64, 3)).astype(np.float32) * 255
    np.testing.assert_allclose(opened(x), model(x), atol=1e-4)
