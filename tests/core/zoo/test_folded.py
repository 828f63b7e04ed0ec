"""A folded network answers like the one it was made from, with fewer batch norms; its gradient is
the same."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.datasets import samples
from core.zoo import catalog, classifier
from core.zoo.folded import fold


def norms(model):
    return sum(isinstance(layer, keras.layers.BatchNormalization) for layer in model.layers)


@pytest.mark.parametrize("backbone", classifier.BUNDLED)
def test_folded_classifier_gives_the_same_logits(backbone):
    photos = [samples.sample(f"imagenet_{n:02}").pixels() for n in range(3)]
    views = np.stack([classifier.view(backbone, photo) for photo in photos]).astype(np.float32)
    whole, folded = classifier.load(backbone), classifier.folded(backbone)
    assert norms(folded) == 0
    np.testing.assert_allclose(folded(views), whole(views), atol=1e-3)


OTHERS = [catalog.get(name) for name in ("mobilenet_v2", "resnet50", "xception")]


@pytest.mark.parametrize("backbone", OTHERS, ids=lambda b: b.id, indirect=True)
def test_other_families_keep_their_function(backbone, lent):
    whole = lent
    rng = np.random.default_rng(0)
    for layer in whole.layers:  # a fresh batch norm would be (almost) the identity
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 1.5, w.shape) for w in layer.get_weights()])
    folded = fold(whole)
    assert norms(folded) < norms(whole)
    photo = rng.uniform(0, 255, (1, 96, 96, 3)).astype(np.float32)
    expected = whole(photo).numpy()
    np.testing.assert_allclose(folded(photo), expected, atol=1e-3 * np.abs(expected).max())
    theirs, ours = slope(whole, photo), slope(folded, photo)
    assert np.linalg.norm(ours - theirs) < 0.01 * np.linalg.norm(theirs)


def slope(model, photo):
    """The gradient of the features, mixed at random, with respect to the pixels."""
    pixels = tf.constant(photo)
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        features = model(pixels, training=False)
        mixed = tf.reduce_sum(features * tf.random.stateless_normal(tf.shape(features), [1, 2]))
    return tape.gradient(mixed, pixels).numpy()


def test_convolutions_of_stride_1_take_their_gradient_from_a_kernel_turned_round():
    network = classifier.folded("efficientnet_lite0")
    turned = [layer for layer in network.layers if hasattr(layer, "back")]
    straight = [
        layer
        for layer in network.layers
        if isinstance(layer, keras.layers.Conv2D | keras.layers.DepthwiseConv2D)
        and layer.strides == (1, 1)
    ]
    assert turned == straight != []
