"""Initialisation: the same deep stack from two spreads of first weights (heavy)."""

from __future__ import annotations

from functools import partial

import keras
from keras import layers

from core.experiments import small
from core.experiments.toys import spread
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS = 200, 8
RATE, MOMENTUM = 0.01, 0.9


def stack(seed: int, deviation: float, depth: int = spread.DEPTH) -> keras.Model:
    """The toy's stack as a network of ten logits, its weights drawn by the toy itself."""
    hidden = [layers.Dense(spread.WIDTH, "relu") for _layer in range(depth)]
    head = layers.Dense(10)
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.AveragePooling2D(32 // spread.SIDE),
            layers.Rescaling(4, offset=-2),
            layers.Flatten(),
            *hidden,
            head,
        ]
    )
    for i, layer in enumerate(hidden):
        layer.kernel.assign(spread.kernel(deviation, i, seed))
    head.kernel.assign(spread.kernel(deviation, depth, seed, 10))
    return model


def plan(setting: Setting) -> Plan:
    """``deviation``: standard deviation of the first weights, against He's."""

    def arm(name: str, deviation: float) -> Arm:
        return Arm(
            name,
            lambda seed: small.photos(PER_CLASS, VALIDATION, seed),
            partial(stack, deviation=deviation),
            lambda: keras.optimizers.SGD(RATE, MOMENTUM),
        )

    return Plan([arm("yours", setting["deviation"]), arm("he", spread.HE)], EPOCHS)
