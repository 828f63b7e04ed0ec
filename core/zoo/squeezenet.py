"""SqueezeNet 1.1: fire modules squeeze channels with 1×1 before they expand them (heavy).

Reference: Iandola et al. 2016, arXiv 1602.07360; version 1.1 of the authors' repository.
"""

from __future__ import annotations

import keras
from keras import KerasTensor, layers

from core.zoo import preprocess
from core.zoo.catalog import Backbone

FIRES = {2: (16, 64), 3: (16, 64), 4: (32, 128), 5: (32, 128)} | {
    6: (48, 192), 7: (48, 192), 8: (64, 256), 9: (64, 256)
}  # fmt: skip


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,~H/16,~W/16,512]."""
    inputs = preprocess.pixels()
    x = preprocess.caffe(inputs)
    x = layers.Conv2D(64, 3, 2, activation="relu", name="conv1")(x)
    x = layers.MaxPooling2D(3, 2, name="pool1")(x)
    for number, (squeeze, expand) in FIRES.items():
        x = _fire(x, squeeze, expand, f"fire{number}_")
        if number in (3, 5):
            x = layers.MaxPooling2D(3, 2, name=f"pool{number}")(x)
    return keras.Model(inputs, x, name=backbone.id)


def _fire(x: KerasTensor, squeeze: int, expand: int, name: str) -> KerasTensor:
    x = layers.Conv2D(squeeze, 1, activation="relu", name=name + "squeeze1x1")(x)
    near = layers.Conv2D(expand, 1, activation="relu", name=name + "expand1x1")(x)
    wide = layers.Conv2D(expand, 3, padding="same", activation="relu", name=name + "expand3x3")(x)
    return layers.Concatenate(name=name + "concat")([near, wide])
