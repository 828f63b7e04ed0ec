"""Batch norm: without and with, at a small and at a large learning rate (heavy)."""

from __future__ import annotations

from functools import partial

import keras

from core.experiments import small
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS, SEEDS = 150, 6, 2


def plan(setting: Setting) -> Plan:
    """``small``, ``large``: the two learning rates of plain SGD."""

    def arm(rate: str, batch_norm: bool) -> Arm:
        return Arm(
            f"{rate}_{'with' if batch_norm else 'without'}",
            lambda seed: small.photos(PER_CLASS, VALIDATION, seed),
            partial(nets.cnn, batch_norm=batch_norm),
            lambda: keras.optimizers.SGD(setting[rate]),
        )

    arms = [arm(rate, norm) for rate in ("small", "large") for norm in (False, True)]
    return Plan(arms, EPOCHS, SEEDS)
