"""MobileNetV2: inverted residuals with linear bottlenecks, for telephones (heavy).

Reference: Sandler et al. 2018, arXiv 1801.04381.
"""

from __future__ import annotations

import keras

from core.zoo import preprocess
from core.zoo.catalog import Backbone


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,1280]."""
    inputs = preprocess.pixels()
    network = keras.applications.MobileNetV2(
        include_top=False, weights=None, input_tensor=preprocess.symmetric(inputs)
    )
    return keras.Model(inputs, network.output, name=backbone.id)
