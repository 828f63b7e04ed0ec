"""The trainable part as one compiled loop (heavy).

An epoch is one call: gathering batches, forward, backward and the optimiser's step run inside a
compiled while-loop, so a head on stored features trains at thousands of steps a second where
Keras' ``fit`` pays milliseconds for each (``tests/oracles`` compares both, step by step).
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

from core.transfer import adapters, augment, heads
from core.transfer.low_rank import LowRank
from core.transfer.optimizer import Optimizer
from core.transfer.soft import HARD, Soft

EVALUATION_BATCH = 256
PIXEL_BATCH = 32  # evaluation batch of a body: early activations are large


def batches(order: np.ndarray, size: int) -> list[np.ndarray]:
    """An epoch's order int [n] cut into whole batches [steps, size] and one of the rest [1, rest];
    either may hold nothing."""
    whole = len(order) // size
    return [order[: whole * size].reshape(whole, size), order[None, whole * size :]]


@dataclass(frozen=True)
class Body:
    """The part of a backbone behind the stored activations."""

    network: keras.Model
    learning: Sequence[Sequence[Any]]  # its variables that learn, of the last block first
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
        soft: Soft = HARD,
        falls: bool = False,
    ) -> None:
        self.body, self.head = body.network if body else None, head
        self._bn_training = body is not None and body.norms_let_loose
        self._augmented = augmented
        self._soft, self._seed = soft, tf.Variable(0, dtype=tf.int64)
        own, learning = [v.value for v in head.trainable_variables], body.learning if body else ()
        self._asked = [*own, *(v.value for block in learning for v in block)]  # for gradients
        thin = [[LowRank(v, body.rank) for v in b] for b in learning] if body and body.rank else []
        self._thin = list(chain.from_iterable(thin))
        blocks = [[m for one in block for m in (one.a, one.b)] for block in thin] or [
            [v.value for v in block] for block in learning
        ]
        self.optimizer = Optimizer(optimizer, [own, *blocks], falls=falls)
        # the statistics of a head's batch norm: not trained, but changed by training
        self._head_state = [
            v.value
            for layer in head.layers
            if isinstance(layer, keras.layers.BatchNormalization)
            for v in layer.non_trainable_variables
        ]
        self._body_state = [v.value for v in body.network.variables] if body else []
        self._body_start = [v.numpy() for v in self._body_state]
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
            autograph=False,
        )
        self._logits = tf.function(
            lambda x: self._forward(x, training=False), input_signature=[example], autograph=False
        )

    # -- life of one training --------------------------------------------------------------------

    def start(self, seed: int, before: Trainer | None = None) -> None:
        """Back to the beginning: trained weights in the body, a fresh head, an empty optimiser; or
        on from what the stage before has learned."""
        for variable, value in zip(self._body_state, self._body_start, strict=True):
            variable.assign(value)
        if self.body is not None:
            for layer in self.body.layers:
                if hasattr(layer, "seed_generator"):
                    layer.seed_generator.state.assign(np.array([seed, 0], np.uint32))
            adapters.begin(self.body, seed)
        heads.initialise(self.head, seed)
        if before is not None:
            self._go_on(before)
        known = {thin.path: thin for thin in before._thin} if before else {}
        for thin in self._thin:
            if thin.path in known:
                thin.go_on(known[thin.path])
            else:
                thin.begin(seed)
        self.optimizer.start()
        self._seed.assign(seed)

    def _go_on(self, before: Trainer) -> None:
        self.head.set_weights(before.head.get_weights())
        for layer in before.body.layers if before.body is not None else ():
            if self.body is not None and layer.weights:
                self.body.get_layer(layer.name).set_weights(layer.get_weights())

    def values(self) -> list[np.ndarray]:
        """A copy of everything that training changes."""
        return [v.numpy() for v in self._changing()]

    def restore(self, values: list[np.ndarray]) -> None:
        for variable, value in zip(self._changing(), values, strict=True):
            variable.assign(value)

    def _changing(self) -> list[Any]:
        return [*self.optimizer.groups[0], *self._head_state, *self._body_state]

    @property
    def trainable_parameters(self) -> int:
        """Numbers that training changes, counted from the variables themselves."""
        return sum(int(np.prod(v.shape)) for group in self.optimizer.groups for v in group)

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
        first = self.optimizer.steps
        with _Watcher(lambda: watch(self.optimizer.steps - first), self._stop):
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
        share = self._soft.share(self._seed, self.optimizer.now())
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            for variable in self._asked:
                tape.watch(variable)
            logits = self._forward(self._soft.mixed(x, share), training=True)
            losses = self._soft.losses(y, logits, share)
            loss = tf.reduce_mean(losses)
        self.optimizer.apply(self._chained(tape.gradient(loss, self._asked)))
        for thin in self._thin:
            thin.merge()
        right = tf.equal(tf.argmax(logits, 1, output_type=y.dtype), y)
        return tf.reduce_sum(losses), tf.reduce_sum(tf.cast(right, tf.float32))

    def _chained(self, gradients: Sequence[Any]) -> Sequence[Any]:
        """Gradients of what learns, from those of what was asked for."""
        if not self._thin:
            return gradients
        own = len(self.optimizer.groups[0])
        pairs = zip(self._thin, gradients[own:], strict=True)
        moved = chain.from_iterable(thin.gradients(gradient) for thin, gradient in pairs)
        return [*gradients[:own], *moved]

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
