"""A small network trained for a few seconds on CIFAR-10, watched epoch by epoch (heavy).

Validation photos come from the training part: lessons choose nothing by the test part, so they do
not touch it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.datasets.subset import make_subset
from core.transfer.soft import HARD, Soft

Row = dict[str, float]
OnEpoch = Callable[[Row], None]  # hears of every epoch; may raise to stop


@dataclass(frozen=True)
class Photos:
    """Photos float32 [n, 32, 32, 3] in 0..1 and labels int32 [n], to train and to validate."""

    x: np.ndarray
    y: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    classes: int


def photos(per_class: int, val_per_class: int = 50, seed: int = 0, classes: Any = ()) -> Photos:
    """A class-balanced choice of CIFAR-10, the same for the same seed."""
    subset = make_subset("cifar10", classes, per_class, val_per_class, 1, seed)
    train, val = subset.train, subset.val
    return Photos(
        train.images.astype(np.float32) / 255,
        train.labels.astype(np.int32),
        val.images.astype(np.float32) / 255,
        val.labels.astype(np.int32),
        len(subset.class_names),
    )


def orders(count: int, epochs: int, batch: int = 32, seed: int = 0) -> np.ndarray:
    """The batches of every epoch: rows of `count` photos in a new order, int32 [epochs, steps,
    batch]; what does not fill a batch is left out."""
    batch = min(batch, count)
    steps, rng = count // batch, np.random.default_rng(seed)
    rows = [rng.permutation(count)[: steps * batch] for _epoch in range(epochs)]
    return np.stack(rows).reshape(epochs, steps, batch).astype(np.int32)


def train(
    model: keras.Model,
    data: Photos,
    optimizer: keras.optimizers.Optimizer,
    batches: np.ndarray,
    on_epoch: OnEpoch = lambda row: None,
    soft: Soft = HARD,
) -> list[Row]:
    """Train a model that gives logits on the batches of `orders`; returns a row for each epoch.
    `soft`: smoothed labels or two photos in one, in the same proportions for every network.

    A row holds ``epoch`` (1-based), ``epochs``, ``loss`` and ``accuracy`` (of the epoch's own
    batches, while it learns: dropout is at work and the weights still move), ``val_loss`` and
    ``val_accuracy`` (after it).  A loss that is not finite is passed on as None, so that it
    survives JSON; training then ends early.
    """
    learn, judge = _compiled(model, data, optimizer, soft)
    rows: list[Row] = []
    for number, order in enumerate(batches, 1):
        loss, right = learn(tf.constant(order))
        val_loss, val_right = judge()
        row = {
            "epoch": number,
            "epochs": len(batches),
            "loss": finite(loss),
            "accuracy": float(right),
            "val_loss": finite(val_loss),
            "val_accuracy": float(val_right),
        }
        rows.append(row)
        on_epoch(row)
        if row["loss"] is None:
            break
    return rows


def _compiled(
    model: keras.Model, data: Photos, optimizer: keras.optimizers.Optimizer, soft: Soft
) -> tuple[Any, Any]:
    """An epoch over batches int32 [steps, batch], and validation: each gives loss and accuracy."""
    x, y = tf.constant(data.x), tf.constant(data.y)
    x_val, y_val = tf.constant(data.x_val), tf.constant(data.y_val)
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer.build(model.trainable_variables)

    def epoch(order: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        loss, right = 0.0, 0.0
        steps = order.shape[0]
        for step in tf.range(steps):
            value, accuracy = one_step(order[step])
            loss += value / tf.cast(steps, tf.float32)
            right += accuracy / tf.cast(steps, tf.float32)
        return loss, right

    def learn(chosen: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        labels = tf.gather(y, chosen)
        share = soft.share(0, tf.cast(optimizer.iterations.value, tf.int64))
        with tf.GradientTape() as tape:
            logits = model(soft.mixed(tf.gather(x, chosen), share), training=True)
            value = tf.reduce_mean(soft.losses(labels, logits, share))
        variables = model.trainable_variables
        optimizer.apply(tape.gradient(value, variables), variables)
        return value, _accuracy(labels, logits)

    one_step = tf.autograph.experimental.do_not_convert(learn)  # only the loop needs it

    def validate() -> tuple[tf.Tensor, tf.Tensor]:
        logits = model(x_val, training=False)
        return loss_of(y_val, logits), _accuracy(y_val, logits)

    return tf.function(epoch), tf.function(validate, autograph=False)


def finite(value: Any) -> Any:
    """A float for JSON: None for what is infinite or no number."""
    number = float(value)
    return number if np.isfinite(number) else None


def _accuracy(labels: tf.Tensor, logits: tf.Tensor) -> tf.Tensor:
    best = tf.argmax(logits, -1, output_type=tf.int32)
    return tf.reduce_mean(tf.cast(tf.equal(best, labels), tf.float32))
