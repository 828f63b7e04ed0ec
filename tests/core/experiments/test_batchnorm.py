"""Batch norm let loose and kept frozen, on a network small enough to follow."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.experiments import batchnorm

MOMENTUM = 0.9


@pytest.fixture
def patient():
    keras.utils.set_random_seed(0)
    layers = keras.layers
    trunk = keras.Sequential(
        [
            layers.Input((8, 8, 3)),
            layers.BatchNormalization(),
            layers.Conv2D(4, 3),
            layers.BatchNormalization(),
        ]
    )
    kernel = tf.random.stateless_normal([4, 5], [1, 2])
    return batchnorm.Patient(
        trunk,
        lambda photos: tf.reduce_mean(trunk(photos, training=False), [1, 2]) @ kernel,
        photos(6),
        MOMENTUM,
    )


def photos(count, seed=0):
    return np.random.default_rng(seed).uniform(0, 255, (count, 8, 8, 3)).astype(np.float32)


def examined(patient, report=lambda event: None):
    true = patient.logits().argmax(1)
    batches = photos(12, 1).reshape(3, 4, 8, 8, 3)
    return batches, batchnorm.examine(patient, true, batches, report, looks=(0, 1, 3), twin=2)


def test_the_frozen_twin_stays_and_the_loose_one_drifts_further_with_every_step(patient):
    events = []
    _, found = examined(patient, events.append)
    assert found["twin"]["mean"] == found["twin"]["variance"] == [0, 0]
    assert found["twin"]["right"] == 6
    assert [row["step"] for row in found["looks"]] == [0, 1, 3]
    drift = [row["mean"][0] for row in found["looks"]]
    assert drift[0] == 0 < drift[1] < drift[2]
    assert found["looks"][0]["cosine"] == pytest.approx(1)
    assert found["looks"][2]["cosine"] < 0.9999
    assert [event["row"]["step"] for event in events if event["kind"] == "look"] == [0, 1, 3]


def test_the_statistics_move_towards_those_of_the_batch_and_no_weight_does(patient):
    kernel = patient.trunk.layers[1].kernel.numpy()
    batches, found = examined(patient)
    expected, gamma = np.zeros(3), patient.layers[0].gamma.numpy()
    for batch in batches:
        expected = MOMENTUM * expected + (1 - MOMENTUM) * batch.mean((0, 1, 2))
    np.testing.assert_allclose(patient.layers[0].moving_mean.numpy(), expected, rtol=1e-4)
    np.testing.assert_array_equal(patient.trunk.layers[1].kernel.numpy(), kernel)
    np.testing.assert_array_equal(gamma, 1)
    assert found["layers"] == [layer.name for layer in patient.layers]


def test_drift_is_in_standard_deviations_and_shares():
    mean, variance = batchnorm.moved(
        np.array([2.0, 0.0]), np.array([4.0, 1.0]), np.zeros(2), np.array([1.0, 1.0]), 0.0
    )
    assert mean == pytest.approx(1.0)
    assert variance == pytest.approx(1.5)


def test_what_hears_of_it_may_stop_it(patient):
    def stop(event):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examined(patient, stop)
