"""Dropout: few photos and a wide hidden layer, without and with (heavy)."""

from __future__ import annotations

from functools import partial

import keras

from core.experiments import small
from core.experiments.tricks import nets
from core.experiments.tricks.experiment import VALIDATION, Arm, Plan, Setting

PER_CLASS, EPOCHS = 50, 20
HIDDEN, RATE = 256, 1e-3


def plan(setting: Setting) -> Plan:
    """``rate``: share of the hidden units that rest in a step."""

    def arm(name: str, share: float) -> Arm:
        return Arm(
            name,
            lambda seed: small.photos(PER_CLASS, VALIDATION, seed),
            partial(nets.cnn, dropout=share, hidden=HIDDEN),
            lambda: keras.optimizers.Adam(RATE),
        )

    return Plan([arm("without", 0.0), arm("with", setting["rate"])], EPOCHS)
