"""The network under attack: logits and input gradients from one compiled function (heavy).

Pixels are float32 0..255 on the 8-bit lattice, [n, size, size, 3].  Only gradients with respect
to pixels are computed.  Batch size, labels, budgets and step sizes are arguments, so nothing is
traced again when a slider moves.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import tensorflow as tf

from core.zoo import catalog, classifier

KEPT = 4  # compiled networks (and ensembles) of one process


class Victim:
    """One classifier or several that are to be fooled together.

    `size` is the side of the first network's input; the others see the picture scaled.
    """

    def __init__(self, backbones: tuple[str, ...]) -> None:
        self.backbones = backbones
        self.size = catalog.get(backbones[0]).native_size
        self._models = [classifier.folded(name) for name in backbones]
        self._sizes = [catalog.get(name).native_size for name in backbones]
        pixels = tf.TensorSpec([None, self.size, self.size, 3], tf.float32)
        labels = tf.TensorSpec([len(backbones), None], tf.int32)
        number, batch = tf.TensorSpec([], tf.float32), tf.TensorSpec([None], tf.float32)
        self.logits = tf.function(self._logits, input_signature=[pixels], autograph=False)
        self.step = tf.function(
            self._step,
            input_signature=[(pixels, pixels), (pixels, pixels), (labels, number), batch, number],
            autograph=False,
        )
        taken = [pixels, labels, number]
        self.pull = tf.function(self._pull, input_signature=taken, autograph=False)
        classes = tf.TensorSpec([None], tf.int32)
        taken = [pixels, classes]
        self.slopes = tf.function(self._slopes, input_signature=taken, autograph=False)

    def _logits(self, pixels: Any) -> Any:
        """Logits float32 [networks, n, 1000]."""
        return tf.stack(
            [
                model(_scaled(pixels, self.size, size), training=False)
                for model, size in zip(self._models, self._sizes, strict=True)
            ]
        )

    def _pull(self, pixels: Any, labels: Any, direction: Any) -> tuple[Any, Any, Any]:
        """Logits, the loss of each picture (mean over networks) and the gradient of
        `direction` × loss with respect to the pixels.

        The loss is the cross-entropy of `labels`: direction -1 leads towards them, +1 away.
        """
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(pixels)
            logits = self._logits(pixels)
            every = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            loss = tf.reduce_mean(every, 0)
            score = direction * tf.reduce_sum(loss)
        return logits, loss, tape.gradient(score, pixels)

    def _slopes(self, pixels: Any, classes: Any) -> tuple[Any, Any]:
        """Logits [n, 1000] of the first network and, for each picture, the gradient of the logit
        of its class in `classes`."""
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(pixels)
            logits = self._models[0](pixels, training=False)
            score = tf.reduce_sum(tf.gather(logits, classes, axis=1, batch_dims=1))
        return logits, tape.gradient(score, pixels)

    def _step(
        self, moving: Any, inside: Any, aim: Any, stride: Any, momentum: Any
    ) -> tuple[Any, Any, Any, Any]:
        """One step of a sign-gradient attack inside a box (lowest, highest pixels).

        moving: the pixels and their velocity; aim: labels and direction of `_pull`.

        The gradient is normalised by its mean magnitude before it joins the velocity (Dong et al.
        2018, MI-FGSM); each pixel then moves by `stride` (one a picture) in the velocity's sign.
        Gives the moved pixels, the velocity, and logits and loss of the pixels that came in.
        """
        pixels, velocity = moving
        logits, loss, gradient = self._pull(pixels, *aim)
        size = tf.reduce_mean(tf.abs(gradient), [1, 2, 3], keepdims=True)
        velocity = momentum * velocity + tf.math.divide_no_nan(gradient, size)
        moved = pixels + stride[:, None, None, None] * tf.sign(velocity)
        return tf.clip_by_value(moved, *inside), velocity, logits, loss

    def probabilities(self, pixels: np.ndarray) -> np.ndarray:
        """Class probabilities float32 [networks, n, 1000] of pixels [n, size, size, 3]."""
        return np.asarray(tf.nn.softmax(self.logits(pixels.astype(np.float32))))

    def traces(self) -> int:
        """How often anything was traced, for the test that sliders trace nothing."""
        every = (self.logits, self.step, self.pull, self.slopes)
        return sum(function.experimental_get_tracing_count() for function in every)


@lru_cache(maxsize=KEPT)
def victim(backbones: tuple[str, ...]) -> Victim:
    """The compiled network(s), made once for each process.  LabError without an ImageNet head."""
    return Victim(backbones)


def _scaled(pixels: Any, size: int, wanted: int) -> Any:
    return pixels if size == wanted else tf.image.resize(pixels, [wanted, wanted])
