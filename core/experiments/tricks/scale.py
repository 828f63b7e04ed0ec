"""Input normalisation: the same photos as 0..255, as 0..1 and standardised (heavy)."""

from __future__ import annotations

import keras
from keras import layers

from core.experiments import small
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS, SEEDS = 200, 7, 3
MOMENTUM = 0.9


def scaled(way: str, photos: small.Photos) -> keras.Layer:
    """The layer that brings pixels 0..1 into one of the three ranges."""
    if way == "raw":
        return layers.Rescaling(255)
    if way == "unit":
        return layers.Rescaling(1)
    # mean and deviation of each colour, of the training photos alone
    mean, variance = photos.x.mean((0, 1, 2)), photos.x.var((0, 1, 2))
    return layers.Normalization(mean=mean, variance=variance)


def plan(setting: Setting) -> Plan:
    """``rate``: the learning rate, the same for all three."""

    def photos(seed: int) -> small.Photos:
        return small.photos(PER_CLASS, VALIDATION, seed)

    def arm(way: str) -> Arm:
        return Arm(
            way,
            photos,
            lambda seed: nets.cnn(seed, before=[scaled(way, photos(seed))]),
            lambda: keras.optimizers.SGD(setting["rate"], MOMENTUM),
        )

    return Plan([arm("raw"), arm("unit"), arm("standard")], EPOCHS, SEEDS)
