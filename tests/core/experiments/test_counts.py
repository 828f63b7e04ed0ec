"""Counted quantities against Keras' own counts and against hand-checked values."""

import keras
import numpy as np
import pytest
from keras import layers

from core.experiments import counts
from core.experiments.toys import bowl
from core.zoo import facts
from core.zoo.catalog import get


def parameters(layer, channels):
    layer.build((None, 8, 8, channels))
    return layer.count_params()


@pytest.mark.parametrize(("kernel", "ins", "outs"), [(3, 64, 128), (1, 7, 5), (5, 3, 2)])
@pytest.mark.parametrize("bias", [True, False])
def test_convolutions_are_those_of_keras(kernel, ins, outs, bias):
    layer = layers.Conv2D(outs, kernel, use_bias=bias)
    assert counts.convolution(kernel, ins, outs, bias) == parameters(layer, ins)


def test_a_dense_layer_is_that_of_keras():
    layer = layers.Dense(256)
    layer.build((None, 1280))
    assert counts.dense(1280, 256) == layer.count_params()


def test_the_saving_of_a_separable_convolution_is_that_of_keras():
    full = parameters(layers.Conv2D(256, 3, use_bias=False), 128)
    thin = parameters(layers.SeparableConv2D(256, 3, use_bias=False), 128)
    assert counts.separable_saving(3, 128, 256) == pytest.approx(full / thin)


def test_vgg16_is_the_network_that_is_built():
    trunk = keras.applications.VGG16(include_top=False, weights=None, input_shape=(32, 32, 3))
    assert counts.vgg16_trunk() == trunk.count_params()
    assert counts.vgg16_dense() == facts._of_top(get("vgg16"), 512)
    assert counts.vgg16() / 1e6 == pytest.approx(get("vgg16").published_parameters, abs=0.05)
    assert counts.vgg16_dense_share() == pytest.approx(89.4, abs=0.05)


def test_two_small_windows_see_as_much_as_a_large_one_with_fewer_weights():
    assert counts.receptive_field([3, 3]) == counts.receptive_field([5]) == 5
    assert counts.receptive_field([3, 3, 3]) == 7
    assert counts.receptive_field([3, 2, 3], [1, 2, 1]) == 8  # a pooling doubles every later step
    weights = 2 * counts.convolution(3, 16, 16, False)
    assert counts.stacked_share([3, 3], 5) == pytest.approx(
        100 * weights / counts.convolution(5, 16, 16, False)
    )


def test_small_sums():
    assert counts.steps(500, 64, 20) == 160
    assert counts.steps(64, 64) == 1
    assert counts.chance("cifar10") == 10
    assert counts.masked(224, 32) == 49
    assert counts.masked(225, 32) == 64  # a strip that is left over takes a row of its own
    assert counts.softmax_share([0, 0, 0, 0]) == 25
    assert counts.kept(256, 0.5) == 128
    assert counts.percent(80, 110) == pytest.approx(72.7, abs=0.05)
    assert counts.trainings(5, 2, 3) == 30
    assert counts.mixture([90, 80, 70], [0.5, 0.25, 0.25]) == 82.5
    assert counts.half([4, 5, 6]) == pytest.approx(4.303 / 3**0.5, abs=0.001)
    assert counts.lowest(45, 50) == pytest.approx(78.6, abs=0.1)
    assert counts.colour_values(224) == 150_528
    assert counts.change_length(1, 255) == pytest.approx(3**0.5)  # all of black to all of white


def test_a_head_is_the_one_that_the_lab_trains():
    from core.transfer import heads

    assert counts.head("mlp", 1280, 10) == heads.mlp(1280, 10).count_params()


def test_quantities_are_asked_for_by_name():
    wanted = {"count": "convolution", "kernel": 3, "inputs": 64, "outputs": 128}
    assert counts.compute(wanted) == 73_856
    with pytest.raises(KeyError):
        counts.compute({"count": "nothing"})
    with pytest.raises(TypeError):
        counts.compute({"count": "convolution", "kernel": 3})


def test_a_clipped_step_is_as_long_as_the_bowls():
    """The bowl's first gradient is longer than 2."""
    places = bowl.path("sgd", 0.1, 20, 1, longest=2.0)
    length = np.hypot(*(places[1] - places[0]))
    assert counts.clipped_step(rate=0.1, gradient=41.0, longest=2.0) == pytest.approx(length)
    assert counts.clipped_step(rate=0.1, gradient=1.0, longest=2.0) == pytest.approx(0.1)
