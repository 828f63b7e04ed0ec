"""The toys' sums, checked against Keras, against finite differences, and at their edges."""

import keras
import numpy as np
import pytest

from core.experiments.toys import batch, bowl, pixels, polynomial, spread


def some_photos(count=40):
    return np.random.default_rng(0).integers(0, 256, (count, 32, 32, 3), np.uint8)


def test_he_keeps_the_spread_zeros_lose_it_and_a_large_start_explodes():
    x = spread.inputs(some_photos() / 255)
    assert x.shape == (40, spread.WIDTH)
    he = spread.spreads(x, spread.HE, 10)
    assert len(he) == 11
    assert 0.3 < he[-1] / he[0] < 3
    assert spread.spreads(x, 0.0, 3)[1:] == [0.0, 0.0, 0.0]
    assert spread.spreads(x, 0.02, 10)[-1] < 1e-5 * he[0]
    assert spread.spreads(x, 0.3, 10)[-1] > 1e3 * he[0]


def test_the_largest_stable_rate_is_that_of_the_curvature():
    """2 over the largest eigenvalue of a Hessian found by finite differences."""
    photos = np.random.default_rng(1).integers(0, 256, (12, 2, 2, 1), np.uint8)
    x = np.hstack([pixels.scaled(photos, 100, 50), np.ones((12, 1))])
    y = np.arange(12) % pixels.CLASSES

    def gradient(weights):
        logits = x @ weights.reshape(-1, pixels.CLASSES)
        shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
        shares[np.arange(12), y] -= 1
        return (x.T @ shares / 12).ravel()

    size, step = x.shape[1] * pixels.CLASSES, 1e-5
    hessian = np.stack(
        [(gradient(step * one) - gradient(-step * one)) / (2 * step) for one in np.eye(size)]
    )
    expected = 2 / np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1]
    found = pixels.stable_rate(pixels.steepest(photos), 100, 50)
    assert found == pytest.approx(expected, rel=1e-4)


def test_shrinking_and_centring_the_pixels_allows_larger_rates():
    products = pixels.steepest(some_photos(20))
    rates = [pixels.stable_rate(products, *how) for how in ((0, 1), (0, 255), (128, 64))]
    assert rates == sorted(rates)
    assert rates[1] > 1e4 * rates[0]


@pytest.mark.parametrize("name", bowl.OPTIMIZERS)
def test_an_optimiser_on_the_bowl_walks_as_keras_does(name):
    made = {
        "sgd": keras.optimizers.SGD(0.05),
        "momentum": keras.optimizers.SGD(0.05, momentum=bowl.MOMENTUM),
        "adam": keras.optimizers.Adam(0.05, epsilon=bowl.ADAM[2]),
    }[name]
    place = keras.Variable(np.array(bowl.START, np.float32))
    made.build([place])
    for _step in range(20):
        made.apply([place.numpy() * np.array([1, 10], np.float32)], [place])
    assert bowl.path(name, 0.05, 10, 20)[-1] == pytest.approx(place.numpy(), abs=1e-4)


def test_gradient_descent_escapes_above_two_over_the_curvature():
    assert len(bowl.path("sgd", 0.19, 10, 200)) == 201
    assert len(bowl.path("sgd", 0.21, 10, 200)) < 201


def test_one_channel_is_normalised_as_keras_does_it_in_training():
    values = batch.channel(some_photos(8), seed=3)
    assert values.shape == (8, 30 * 30)
    layer = keras.layers.BatchNormalization()
    layer.build((None, 1))
    layer.gamma.assign([1.5])
    layer.beta.assign([-0.5])
    expected = layer(values.reshape(-1, 1), training=True).numpy().reshape(values.shape)
    assert batch.normalised(values, 1.5, -0.5) == pytest.approx(expected, abs=1e-3)


def test_a_polynomial_of_full_degree_passes_through_every_point():
    fit = polynomial.fit(8, 15)
    assert fit.train < 1e-12 < fit.validation
    assert fit.curve(fit.x) == pytest.approx(fit.y)


def test_more_points_contain_the_fewer_and_close_the_gap():
    few, many = polynomial.fit(10, 9), polynomial.fit(60, 9)
    assert list(many.x[:10]) == list(few.x)
    assert many.validation - many.train < few.validation - few.train
