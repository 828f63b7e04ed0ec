"""What a chain of blocks makes of a photo while its branches are turned down to nothing (heavy)."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers

from core.experiments.gradients import STACKS
from core.images import from_text, resize, to_text
from core.work import Cancelled, Document, Report

SIZE = 160  # pixels a side of the photo
CHANNELS = 3  # so that every block hands on a picture
SEED = 4


def chain(residual: bool, blocks: int, share: float, size: int = SIZE) -> keras.Model:
    """Blocks of two 3×3 convolutions with batch norm, random weights: [n, size, size, 3] -> same.

    share: the scale γ of each block's last batch norm; 0 takes the branch out.
    """
    photo = x = keras.Input((size, size, CHANNELS))
    seeds = iter(range(SEED, SEED + 2 * blocks))

    def convolved(x: keras.KerasTensor, scale: float) -> keras.KerasTensor:
        draw = keras.initializers.HeNormal(seed=next(seeds))
        x = layers.Conv2D(CHANNELS, 3, padding="same", use_bias=False, kernel_initializer=draw)(x)
        gamma = keras.initializers.Constant(scale)
        return layers.BatchNormalization(gamma_initializer=gamma)(x)

    for _block in range(blocks):
        branch = convolved(layers.ReLU()(convolved(x, 1.0)), share)
        x = layers.ReLU()(layers.Add()([x, branch]) if residual else branch)
    return keras.Model(photo, x)


def run(photo: np.ndarray, blocks: int, share: float) -> dict[str, Any]:
    """Send a photo uint8 [h, w, 3] through a residual and a plain chain of the same weights.

    Returns ``photo`` (what went in, the centre square) and for each of `STACKS` its ``picture``
    (`core.images.to_text`; values over 1 are scaled down to it), ``difference`` (the largest
    absolute difference to what went in, which is 0..1), ``largest`` (value that came out).
    """
    square = resize(photo[None], SIZE)
    x = square.astype(np.float32) / 255
    out: dict[str, Any] = {"photo": to_text(square[0])}
    for name in STACKS:
        y = np.asarray(chain(name == "residual", blocks, share)(x, training=False))
        largest = float(y.max())
        shown = y[0] / max(largest, 1.0)
        out[name] = {
            "picture": to_text((255 * shown).round().astype(np.uint8)),
            "difference": float(np.abs(y - x).max()),
            "largest": largest,
        }
    return out


def identity_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What ``payload["photo"]`` becomes in blocks whose branches count ``payload["share"]``."""
    return run(from_text(payload["photo"]), payload["blocks"], payload["share"])
