"""The trainable part as one compiled loop (heavy).

An epoch is one call: gathering batches, forward, backward and the optimiser's step run inside a
compiled while-loop, so a head on stored features trains at thousands of steps a second where
Keras' ``fit`` pays milliseconds for each.  The optimisers are TensorFlow's fused kernels with
Keras' formulas and defaults (``tests/oracles`` compares both, step by step).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from core.transfer import augment, heads
from core.transfer.low_rank import LowRank

EVALUATION_BATCH = 256
PIXEL_BATCH = 32  # evaluation batch of a body: early activations are large
MOMENTUM = 0.9
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7


def batches(order: np.ndarray, size: int) -> list[np.ndarray]:
    """An epoch's order int [n] cut into whole batches [steps, size] and one of the rest [1, rest];
    either may hold nothing."""
    whole = len(order) // size
    return [order[: whole * size].reshape(whole, size), order[None, whole * size :]]


@dataclass(frozen=True)
class Body:
    """The part of a backbone behind the stored activations."""

    network: keras.Model
    learning: Sequence[Any]  # those of its variables that learn
    norms_let_loose: bool  # batch norm in training mode while it trains
    rank: int = 0  # of the thin matrices that learn in place of those variables; 0: none


class Trainer:
    """A network that can be trained again and again from the same start.

    `body` is None when everything is stored; `head` maps pooled features to logits (`heads.pair`).
    Inputs are uint8 pixels or float32 activations: `example` is their TensorSpec, [None, ...].
    """

    def __init__(
        self,
        body: Body | None,
        head: Any,
        optimizer: str,
        *,
        example: tf.TensorSpec,
        augmented: bool = False,
    ) -> None:
        self.body, self.head = body.network if body else None, head
        self._bn_training = body is not None and body.norms_let_loose
        self._augmented = augmented
        own, learning = [v.value for v in head.trainable_variables], body.learning if body else ()
        self._thin = [LowRank(v, body.rank) for v in learning] if body and body.rank else []
        self._asked = [*own, *(v.value for v in learning)]  # whose gradients are computed
        self._groups = [
            own,
            [m for thin in self._thin for m in (thin.a, thin.b)] or [v.value for v in learning],
        ]
        # the statistics of a head's batch norm: not trained, but changed by training
        self._head_state = [
            v.value
            for layer in head.layers
            if isinstance(layer, keras.layers.BatchNormalization)
            for v in layer.non_trainable_variables
        ]
        self._body_state = [v.value for v in body.network.variables] if body else []
        self._body_start = [v.numpy() for v in self._body_state]
        self._optimizer = optimizer
        copies = 2 if optimizer == "adam" else 1
        self._slots = [
            [[tf.Variable(tf.zeros_like(v)) for _ in range(copies)] for v in group]
            for group in self._groups
        ]
        self._rates = [tf.Variable(0.0), tf.Variable(0.0)]
        self._step = tf.Variable(0, dtype=tf.int64)
        self._stop = tf.Variable(False)
        # One signature each, so that every number of photos and every batch runs the same graph.
        self._loop = tf.function(
            self._run_steps,
            input_signature=[
                example,
                tf.TensorSpec([None], tf.int32),
                tf.TensorSpec([None, None], tf.int32),
                tf.TensorSpec([None, 8], tf.float32),
            ],
        )
        self._logits = tf.function(
            lambda x: self._forward(x, training=False), input_signature=[example]
        )

    # -- life of one training --------------------------------------------------------------------

    def start(self, seed: int) -> None:
        """Back to the beginning: trained weights in the body, a fresh head, an empty optimiser."""
        for variable, value in zip(self._body_state, self._body_start, strict=True):
            variable.assign(value)
        if self.body is not None:
            for layer in self.body.layers:
                if hasattr(layer, "seed_generator"):
                    layer.seed_generator.state.assign(np.array([seed, 0], np.uint32))
        heads.initialise(self.head, seed)
        for thin in self._thin:
            thin.begin(seed)
        for group in self._slots:
            for slots in group:
                for slot in slots:
                    slot.assign(tf.zeros_like(slot))
        self._step.assign(0)

    def set_rates(self, head: float, body: float) -> None:
        self._rates[0].assign(head)
        self._rates[1].assign(body)

    @property
    def rates(self) -> tuple[float, float]:
        """Learning rates of head and body."""
        return float(self._rates[0].numpy()), float(self._rates[1].numpy())

    def values(self) -> list[np.ndarray]:
        """A copy of everything that training changes."""
        return [v.numpy() for v in self._changing()]

    def restore(self, values: list[np.ndarray]) -> None:
        for variable, value in zip(self._changing(), values, strict=True):
            variable.assign(value)

    def _changing(self) -> list[Any]:
        return [*self._groups[0], *self._head_state, *self._body_state]

    @property
    def trainable_parameters(self) -> int:
        """Numbers that training changes, counted from the variables themselves."""
        return sum(int(np.prod(v.shape)) for group in self._groups for v in group)

    @property
    def steps(self) -> int:
        """Optimiser steps since the last `start`."""
        return int(self._step.numpy())

    # -- one epoch -------------------------------------------------------------------------------

    def epoch(
        self,
        x: Any,
        y: Any,
        pieces: Sequence[np.ndarray],
        transforms: np.ndarray | None,
        watch: Callable[[int], bool] = lambda step: False,
    ) -> tuple[float, float] | None:
        """Train once over rows of `x` as `batches` cuts them; mean loss and accuracy on the way.

        `watch` is asked every tenth of a second, with the number of steps done, whether to stop;
        None is returned when it said so.  The loop ends after the batch it is in.
        """
        if transforms is None:
            transforms = np.zeros((1, 8), np.float32)
        loss = right = 0.0
        self._stop.assign(False)
        first = self.steps
        with _Watcher(lambda: watch(self.steps - first), self._stop):
            for rows in pieces:
                if rows.size and not self._stop.numpy():
                    sums = self._loop(x, y, tf.constant(rows, tf.int32), tf.constant(transforms))
                    loss, right = loss + float(sums[0]), right + float(sums[1])
        if self._stop.numpy():
            return None
        count = sum(rows.size for rows in pieces)
        return loss / count, right / count

    def _run_steps(self, x: Any, y: Any, rows: Any, transforms: Any) -> Any:
        steps = tf.shape(rows)[0]

        def go_on(step: Any, loss: Any, right: Any) -> Any:
            return tf.logical_and(step < steps, tf.logical_not(self._stop.read_value()))

        def body(step: Any, loss: Any, right: Any) -> Any:
            chosen = rows[step]
            batch_loss, batch_right = self._one_step(
                tf.gather(x, chosen),
                tf.gather(y, chosen),
                tf.gather(transforms, chosen) if self._augmented else None,
            )
            return step + 1, loss + batch_loss, right + batch_right

        zero = tf.constant(0.0)
        _, loss, right = tf.while_loop(
            go_on, body, [tf.constant(0), zero, zero], parallel_iterations=1
        )
        return loss, right

    def _one_step(self, x: Any, y: Any, transforms: Any) -> Any:
        if transforms is not None:
            x = augment.warp(x, transforms)
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for variable in self._asked:
                tape.watch(variable)
            logits = self._forward(x, training=True)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
            loss = tf.reduce_mean(losses)
        gradients = iter(self._chained(tape.gradient(loss, self._asked)))
        self._step.assign_add(1)
        for group, slots, rate in zip(self._groups, self._slots, self._rates, strict=True):
            for variable, slot in zip(group, slots, strict=True):
                self._update(variable, slot, rate, next(gradients))
        for thin in self._thin:
            thin.merge()
        right = tf.equal(tf.argmax(logits, 1, output_type=y.dtype), y)
        return tf.reduce_sum(losses), tf.reduce_sum(tf.cast(right, tf.float32))

    def _chained(self, gradients: Sequence[Any]) -> Sequence[Any]:
        """Gradients of what learns, from those of what was asked for."""
        if not self._thin:
            return gradients
        own = len(self._groups[0])
        pairs = zip(self._thin, gradients[own:], strict=True)
        moved = chain.from_iterable(thin.gradients(gradient) for thin, gradient in pairs)
        return [*gradients[:own], *moved]

    def _update(self, variable: Any, slots: list[Any], rate: Any, gradient: Any) -> None:
        if self._optimizer == "sgd":
            tf.raw_ops.ResourceApplyKerasMomentum(
                var=variable.handle,
                accum=slots[0].handle,
                lr=rate,
                grad=gradient,
                momentum=MOMENTUM,
            )
            return
        step = tf.cast(self._step, tf.float32)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=slots[0].handle,
            v=slots[1].handle,
            beta1_power=tf.pow(BETA_1, step),
            beta2_power=tf.pow(BETA_2, step),
            lr=rate,
            beta1=BETA_1,
            beta2=BETA_2,
            epsilon=EPSILON,
            grad=gradient,
        )

    # -- answers ---------------------------------------------------------------------------------

    def _forward(self, x: Any, *, training: bool) -> Any:
        x = tf.cast(x, tf.float32)
        if self.body is not None:
            x = self.body(x, training=training and self._bn_training)
            if len(x.shape) == 4:
                x = tf.reduce_mean(x, [1, 2])
        return heads.pair(self.head(x, training=training))

    def probabilities(
        self, x: Any, on_done: Callable[[int], None] = lambda done: None
    ) -> np.ndarray:
        """Class probabilities float32 [n, classes], dropout off, batch norm in inference mode."""
        flat = len(x.shape) == 2
        size = EVALUATION_BATCH if flat else PIXEL_BATCH
        parts = []
        for start in range(0, len(x), size):
            logits = self._logits(x[start : start + size])
            parts.append(tf.nn.softmax(logits).numpy())
            on_done(min(start + size, len(x)))
        return np.concatenate(parts)


class _Watcher:
    """Asks, beside the running loop, whether to stop, and sets the loop's flag."""

    def __init__(self, wanted: Callable[[], bool], flag: Any) -> None:
        self._wanted, self._flag = wanted, flag
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            if self._wanted():
                self._flag.assign(True)
                return

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
