"""Low-rank adapters in the compiled loop (Hu et al. 2021, https://arxiv.org/abs/2106.09685; heavy).

The network keeps its layers: a kernel always holds what it was plus the product of two thin
matrices, so whatever looks at the network, writes it to a file or draws its heat map needs to know
nothing.  By the chain rule the gradient of the kernel is that of the matrices, too.
"""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import tensorflow as tf


class LowRank:
    """A kernel [..., inputs, outputs] of one place, and the matrices that move it: `a` [inputs,
    rank] and `b` [rank, outputs], with Keras' scale of one (its alpha equals the rank)."""

    def __init__(self, kernel: Any, rank: int) -> None:
        inputs, outputs = kernel.shape[-2:]
        self.kernel, self.path = kernel.value, kernel.path
        self._start = tf.Variable(self.kernel)
        self.a = tf.Variable(tf.zeros([inputs, rank]))
        self.b = tf.Variable(tf.zeros([rank, outputs]))

    def begin(self, seed: int) -> None:
        """As in Keras: He-uniform `a`, `b` zero, so that nothing has changed yet."""
        limit = np.sqrt(6 / self.a.shape[0])
        rng = np.random.default_rng([seed, zlib.crc32(self.path.encode())])
        self.a.assign(rng.uniform(-limit, limit, self.a.shape).astype(np.float32))
        self.b.assign(tf.zeros_like(self.b))
        self._start.assign(self.kernel)

    def go_on(self, before: LowRank) -> None:
        """Where another trainer's training of the same kernel has ended."""
        self.a.assign(before.a)
        self.b.assign(before.b)
        self._start.assign(before._start)

    def gradients(self, gradient: Any) -> tuple[Any, Any]:
        """Of `a` and `b`, from that of the kernel."""
        matrix = tf.reshape(gradient, [self.a.shape[0], self.b.shape[1]])
        return (
            tf.matmul(matrix, self.b, transpose_b=True),
            tf.matmul(self.a, matrix, transpose_a=True),
        )

    def merge(self) -> None:
        """Put the product into the kernel."""
        product = tf.matmul(self.a, self.b)
        self.kernel.assign(self._start + tf.reshape(product, self.kernel.shape))
