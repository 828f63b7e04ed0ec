import numpy as np
import pytest
import tensorflow as tf

from core.transfer import heads
from core.transfer.loop import Trainer, batches

FEATURES = tf.TensorSpec([None, 6], tf.float32)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    y = (np.arange(64) % 3).astype(np.int32)
    return tf.constant((rng.normal(size=(64, 6)) + 3 * np.eye(6)[y]).astype(np.float32)), y


@pytest.fixture
def trainer():
    made = Trainer(None, heads.mlp(6, 3), "adam", example=FEATURES)
    made.start(0)
    made.optimizer.set_rates(1e-2, 0)
    return made


def losses(trainer, data, epochs=3):
    rng = np.random.default_rng(0)
    return [trainer.epoch(*data, batches(rng.permutation(64), 16), None)[0] for _ in range(epochs)]


def test_it_learns_what_can_be_learnt(trainer, data):
    losses(trainer, data, 40)
    assert (trainer.probabilities(data[0]).argmax(1) == data[1]).mean() > 0.95


def test_a_restarted_trainer_repeats_itself_to_the_last_bit(trainer, data):
    first = losses(trainer, data)
    trainer.start(0)
    assert losses(trainer, data) == first
    trainer.start(1)
    assert losses(trainer, data) != first


def test_it_stops_within_a_batch_when_told_to(trainer, data):
    """A million steps were asked for; the loop ends at the first word, in the middle of them."""
    order = np.tile(np.arange(64), 250_000)
    asked = []
    pieces = batches(order, 16)
    assert trainer.epoch(*data, pieces, None, lambda step: asked.append(step) or True) is None
    assert len(asked) == 1
    # the loop went on for at most a moment after the question
    assert asked[0] <= trainer.optimizer.steps < len(order) // 16
    assert (
        trainer.epoch(*data, batches(np.arange(64), 16), None) is not None
    )  # and can be used again


def test_values_and_restore_go_back_in_time(trainer, data):
    losses(trainer, data)
    kept, answers = trainer.values(), trainer.probabilities(data[0])
    losses(trainer, data)
    assert not np.allclose(trainer.probabilities(data[0]), answers)
    trainer.restore(kept)
    np.testing.assert_array_equal(trainer.probabilities(data[0]), answers)


def test_parameters_are_counted(trainer):
    assert trainer.trainable_parameters == 6 * 256 + 256 + 256 * 3 + 3
