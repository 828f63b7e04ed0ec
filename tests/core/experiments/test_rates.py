"""A slice of a loss, and trainings of which one fails for its rate."""

import numpy as np
import pytest
import tensorflow as tf

from core.experiments import rates
from core.transfer.recipe import Recipe
from core.work import Stop

TINY = Recipe(
    dataset="digits",
    size=32,
    backbone="squeezenet",
    per_class=4,
    val_per_class=3,
    test_per_class=3,
    unfreeze=1,
    lp_ft=1,
    epochs=2,
    batch=20,
    optimizer="sgd",
)


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


def test_a_training_that_fails_for_its_rate_says_so_and_the_others_are_kept():
    events = []
    found = rates.compare(
        {"wild": TINY.but(scratch=True, lp_ft=0, epochs=9, lr=100.0), "calm": TINY},
        events.append,
        lambda: False,
    )
    assert "infinite" in found["wild"]["lost"]["template"]
    lost_after = len(found["wild"]["history"])
    assert lost_after < 9
    assert len(found["calm"]["history"]) == 3
    assert 0 <= found["calm"]["test_accuracy"] <= 1
    told = [event for event in events if event["kind"] == "epoch"]
    assert [event["epoch"] for event in told] == [*range(1, lost_after + 1), 10, 11, 12]
    assert {event["epochs"] for event in told} == {12}


def test_the_slice_of_the_lesson_can_be_stopped():
    with pytest.raises(Stop):
        rates.measure("digits", cancelled=lambda: True)
