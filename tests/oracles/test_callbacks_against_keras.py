"""Early stopping and plateau against the Keras callbacks of the same names."""

import keras
import numpy as np
import pytest

from core.transfer.callbacks import EarlyStopping, Plateau

pytestmark = pytest.mark.oracle
SEEDS = range(8)


def losses(seed):
    """A noisy curve that falls and then rises."""
    rng = np.random.default_rng(seed)
    return np.abs(np.linspace(1, -1, 30)) + rng.normal(scale=0.1, size=30)


def keras_run(callback, curve):
    """Feed a curve to a Keras callback; the epochs run and the learning rates seen."""
    model = keras.Sequential([keras.Input([1]), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(1.0), "mse")
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(curve):
        rates.append(float(model.optimizer.learning_rate.numpy()))
        callback.on_epoch_end(epoch, {"val_loss": value})
        if model.stop_training:
            break
    return len(rates), rates


@pytest.mark.parametrize("seed", SEEDS)
def test_early_stopping(seed):
    curve, patience = losses(seed), 3
    callback = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=patience, restore_best_weights=True
    )
    ran, _ = keras_run(callback, curve)
    ours = EarlyStopping(patience)
    for epoch, value in enumerate(curve, start=1):
        ours.improved(epoch, value)
        if ours.exhausted:
            break
    assert epoch == ran
    assert ours.best_epoch == callback.best_epoch + 1


@pytest.mark.parametrize("seed", SEEDS)
def test_plateau(seed):
    curve = losses(seed)
    _, theirs = keras_run(
        keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=2, min_lr=1e-7),
        curve,
    )
    ours, rate, rates = Plateau(2), 1.0, []
    for value in curve:
        rates.append(rate)
        if ours.slow_down(value):
            rate = max(rate * ours.factor, ours.floor)
    assert rates == pytest.approx(theirs)
