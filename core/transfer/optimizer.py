"""Steps of an optimizer inside the compiled loop, at a rate of its own for every group (heavy).

The kernels are TensorFlow's fused ones with Keras' formulas and defaults; the rates are variables,
so that another one needs no other graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

MOMENTUM = 0.9
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7


class Optimizer:
    """SGD with momentum (``"sgd"``) or Adam (``"adam"``) for groups of variables: those of the
    head, then those of every unfrozen block, the last first.

    `falls`: the rates follow `set_fall`; a loop without that does not pay for it.
    """

    def __init__(self, kind: str, groups: Sequence[Sequence[Any]], *, falls: bool = False) -> None:
        self.groups = groups
        self._kind, self._falls = kind, falls
        copies = 2 if kind == "adam" else 1
        self._slots = [
            [[tf.Variable(tf.zeros_like(v)) for _ in range(copies)] for v in group]
            for group in groups
        ]
        self._rates = [tf.Variable(0.0), tf.Variable(0.0)]
        self._decay = tf.Variable(1.0)
        self._whole, self._warm = tf.Variable(0.0), tf.Variable(0.0)
        self._step = tf.Variable(0, dtype=tf.int64)

    def start(self) -> None:
        """Forget every step; the rates stay."""
        for group in self._slots:
            for slots in group:
                for slot in slots:
                    slot.assign(tf.zeros_like(slot))
        self._step.assign(0)

    def set_rates(self, head: float, body: float, decay: float = 1.0) -> None:
        """Of the head and of the last block; each block before it has `decay` of the next one's."""
        self._rates[0].assign(head)
        self._rates[1].assign(body)
        self._decay.assign(decay)

    def set_fall(self, steps: int, warm: int = 0) -> None:
        """Have the rates fall as a cosine to zero over so many steps, the first `warm` of which
        they rise from zero (as Keras' `CosineDecay`); 0: they stay."""
        self._whole.assign(float(steps))
        self._warm.assign(float(warm))

    @property
    def rates(self) -> tuple[float, float]:
        """Learning rates of the head and of the last block, in the last step."""
        fallen = float(self._fallen(tf.cast(max(self.steps - 1, 0), tf.float32)))
        return fallen * float(self._rates[0].numpy()), fallen * float(self._rates[1].numpy())

    @property
    def steps(self) -> int:
        """Steps since the last `start`."""
        return int(self._step.numpy())

    def now(self) -> Any:
        """How many steps were done, int64 [], inside the loop."""
        return self._step.read_value()

    def apply(self, gradients: Iterable[Any]) -> None:
        """One step, with the gradients of all variables in their order."""
        coming = iter(gradients)
        head, body = self._rates
        if self._falls:
            fallen = self._fallen(tf.cast(self._step, tf.float32))
            head, body = fallen * head, fallen * body
        self._step.assign_add(1)
        rates = [head, *(body * self._decay**n for n in range(len(self.groups) - 1))]
        for group, slots, rate in zip(self.groups, self._slots, rates, strict=True):
            for variable, slot in zip(group, slots, strict=True):
                self._update(variable, slot, rate, next(coming))

    def _fallen(self, step: Any) -> Any:
        """What the rates are multiplied by in the step that is `step` steps after the first."""
        warm, whole = self._warm, self._whole
        share = tf.clip_by_value((step - warm) / tf.maximum(whole - warm, 1.0), 0.0, 1.0)
        falling = 0.5 * (1.0 + tf.cos(np.pi * share))
        rising = step / tf.maximum(warm, 1.0)
        return tf.where(whole > 0.0, tf.where(step < warm, rising, falling), 1.0)

    def _update(self, variable: Any, slots: list[Any], rate: Any, gradient: Any) -> None:
        if self._kind == "sgd":
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
