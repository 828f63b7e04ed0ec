"""Optimizers from the same weights, each at its own rate (heavy)."""

from __future__ import annotations

from collections.abc import Callable

import keras

from core.experiments import small
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS, SEEDS = 200, 7, 2

MADE: dict[str, Callable[[float], keras.optimizers.Optimizer]] = {
    "sgd": keras.optimizers.SGD,
    "momentum": lambda rate: keras.optimizers.SGD(rate, momentum=0.9),
    "adagrad": lambda rate: keras.optimizers.Adagrad(rate, initial_accumulator_value=0.0),
    "rmsprop": keras.optimizers.RMSprop,
    "adam": keras.optimizers.Adam,
}


def plan(setting: Setting) -> Plan:
    """The learning rate of each, by its name in `MADE`."""

    def arm(name: str) -> Arm:
        return Arm(
            name,
            lambda seed: small.photos(PER_CLASS, VALIDATION, seed),
            nets.cnn,
            lambda: MADE[name](setting[name]),
        )

    return Plan([arm(name) for name in MADE], EPOCHS, SEEDS)
