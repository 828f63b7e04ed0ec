"""The toys' sums, checked against Keras, against finite differences, and at their edges."""

import keras
import numpy as np
import pytest

from core.experiments.toys import batch, bowl, pixels, polynomial, schedule, spread


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
        "adagrad": keras.optimizers.Adagrad(
            0.05, initial_accumulator_value=0.0, epsilon=bowl.SMALL**2
        ),
        "rmsprop": keras.optimizers.RMSprop(0.05, rho=bowl.RMS, epsilon=bowl.SMALL**2),
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


def test_a_clipped_gradient_keeps_its_direction_and_a_short_one_its_length():
    free = bowl.path("sgd", 0.1, 20, 1)
    clipped = bowl.path("sgd", 0.1, 20, 1, longest=2.0)
    step, shorter = free[1] - free[0], clipped[1] - clipped[0]
    assert np.hypot(*shorter) == pytest.approx(0.2)
    assert shorter / np.hypot(*shorter) == pytest.approx(step / np.hypot(*step))
    assert np.array_equal(bowl.path("sgd", 0.1, 20, 1, longest=1e3), free)


def test_rates_fall_from_the_first_to_little():
    for how in schedule.SCHEDULES:
        rates = schedule.rates(how, 0.1, 100)
        assert rates[0] == pytest.approx(0.1) and rates[-1] < 0.01
        assert np.all(np.diff(rates) <= 0)
    assert set(schedule.rates(schedule.CONSTANT, 0.1, 9)) == {0.1}
    kept = schedule.rates("steps", 0.1, 8)
    assert kept == pytest.approx([0.1] * 4 + [0.01] * 2 + [0.001] * 2)


def test_a_shaken_path_comes_to_rest_when_its_rate_falls_or_it_is_averaged():
    ends = {"constant": [], "cosine": [], "average": []}
    for seed in range(20):
        for how in ("constant", "cosine"):
            places = schedule.path(schedule.rates(how, 0.08, 120), 20, seed)
            ends[how].append(np.hypot(*places[-1]))
            if how == "constant":
                ends["average"].append(np.hypot(*schedule.averaged(places)[-1]))
    mean = {name: np.mean(one) for name, one in ends.items()}
    assert max(mean["cosine"], mean["average"]) < mean["constant"] / 2


def test_weight_decay_tames_a_curve_through_every_point():
    free, held = (polynomial.fit(10, 9, decay) for decay in (0.0, 0.1))
    assert free.train < held.train
    assert free.validation > 1000 * held.validation
    same = polynomial.fit(12, 3, 1e-12)
    assert same.validation == pytest.approx(polynomial.fit(12, 3).validation, rel=1e-4)


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
