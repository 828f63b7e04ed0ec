"""Softer answers: label smoothing and mixup, in the compiled loop (heavy).

Smoothing (Szegedy et al. 2016) gives every class a share of the answer; mixup (Zhang et al. 2018)
shows two photos at once, in a proportion drawn for each batch, and asks for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tensorflow as tf


@dataclass(frozen=True)
class Soft:
    """How soft: the share that all classes divide, and Beta's parameter of mixup (0: unmixed)."""

    smoothing: float = 0.0
    mixup: float = 0.0

    def share(self, seed: Any, step: Any) -> Any:
        """How much of a batch is itself; the rest is the batch turned by one."""
        if not self.mixup:
            return tf.constant(1.0)
        seeds = tf.stack([tf.cast(seed, tf.int64), step])
        both = tf.random.stateless_gamma([2], seeds, alpha=self.mixup)
        return both[0] / tf.reduce_sum(both)

    def mixed(self, x: Any, share: Any) -> Any:
        """Two photos (or what is stored of them) in one."""
        if not self.mixup:
            return x
        x = tf.cast(x, tf.float32)
        return share * x + (1.0 - share) * tf.roll(x, 1, axis=0)

    def losses(self, labels: Any, logits: Any, share: Any) -> Any:
        """The cross-entropy of each photo, in nats."""
        if not self.smoothing and not self.mixup:
            return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        classes = logits.shape[-1]
        wanted = tf.one_hot(labels, classes) * (1.0 - self.smoothing) + self.smoothing / classes
        if self.mixup:
            wanted = share * wanted + (1.0 - share) * tf.roll(wanted, 1, axis=0)
        return tf.nn.softmax_cross_entropy_with_logits(labels=wanted, logits=logits)


HARD = Soft()
