"""Gradient clipping: without and with a longest gradient, at a daring rate (heavy)."""

from __future__ import annotations

import keras

from core.experiments import small
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS, SEEDS = 200, 7, 2
MOMENTUM = 0.9


def plan(setting: Setting) -> Plan:
    """``rate``: the learning rate of both; ``longest``: what a gradient is shortened to."""

    def arm(name: str, longest: float | None) -> Arm:
        return Arm(
            name,
            lambda seed: small.photos(PER_CLASS, VALIDATION, seed),
            nets.cnn,
            lambda: keras.optimizers.SGD(setting["rate"], MOMENTUM, global_clipnorm=longest),
        )

    return Plan([arm("without", None), arm("with", setting["longest"])], EPOCHS, SEEDS)
