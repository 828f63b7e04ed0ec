"""A slice of a loss, and trainings of which one fails for its rate."""

import numpy as np
import pytest
import tensorflow as tf

from core.experiments import rates
from core.work import Stop


def bowl(point):
    """Σ (v − 1)² and its gradients, where the variables stand."""

    def loss():
        with tf.GradientTape() as tape:
            value = tf.reduce_sum((point - 1) ** 2)
        return value, [tape.gradient(value, point)]

    return loss


def test_a_slice_holds_the_loss_and_its_slope_along_the_steepest_descent():
    point = tf.Variable([4.0, 5.0])
    found = rates.line(bowl(point), [point], np.array([-1.0, 0.0, 2.0, 5.0]))
    assert found["at"] == [-1, 0, 2, 5]
    assert found["loss"] == pytest.approx([36, 25, 9, 0], abs=1e-4)
    assert found["slope"] == pytest.approx([-12, -10, -6, 0], abs=1e-4)
    assert found["length"] == pytest.approx(41**0.5)
    np.testing.assert_allclose(point.numpy(), [4, 5])  # as if nothing had happened


def test_places_where_the_loss_is_no_number_are_left_out():
    point = tf.Variable([0.5])

    def loss():
        with tf.GradientTape() as tape:
            value = tf.reduce_sum(tf.math.log(point))
        return value, [tape.gradient(value, point)]

    found = rates.line(loss, [point], np.array([-1.0, 0.0, 0.25, 1.0]))
    assert found["at"] == [-1, 0, 0.25]


def test_the_slice_of_the_lesson_can_be_stopped():
    with pytest.raises(Stop):
        rates.measure("digits", cancelled=lambda: True)
