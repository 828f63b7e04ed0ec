"""The gradient that an ideal image climbs, and that of the whole Keras model; tf-keras-vis' TV."""

import numpy as np
import pytest
import tensorflow as tf

from core.imagine.ideal import judge, step
from core.imagine.ideal.recipe import Ideal
from core.zoo import classifier

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.mark.parametrize("backbone", ["efficientnet_lite0", "squeezenet"])
def test_the_gradient_of_the_logit_by_the_pixels(backbone):
    image = np.random.default_rng(0).random((1, 224, 224, 3)).astype(np.float32)
    recipe = Ideal(backbone=backbone, param="pixel")
    state, _told = step.of(recipe)(step.begin(image), step.controls(recipe, 224))
    ours = state.mean.numpy() / (1 - step.FIRST)
    pixels = tf.constant(image)
    with tf.GradientTape() as tape:
        tape.watch(pixels)
        logit = classifier.load(backbone)(pixels * 255, training=False)[0, 284]
    theirs = tape.gradient(logit, pixels).numpy()
    # a ReLU6 that stands exactly at its kink may go either way, so single pixels differ
    assert np.linalg.norm(ours - theirs) < 0.01 * np.linalg.norm(theirs)


def test_the_total_variation():
    from tf_keras_vis.activation_maximization.regularizers import TotalVariation2D

    image = np.random.default_rng(1).integers(0, 256, (40, 40, 3), np.uint8)
    theirs = TotalVariation2D(weight=1.0)(tf.constant(image[None] / 255, tf.float32)).numpy()[0]
    assert judge.variation(image) == pytest.approx(theirs, rel=1e-4)
