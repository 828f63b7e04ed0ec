"""Xception: depthwise separable convolutions with residual connections (heavy).

Reference: Chollet 2016, arXiv 1610.02357.
"""

from __future__ import annotations

import keras

from core.zoo import preprocess
from core.zoo.catalog import Backbone
from core.zoo.names import stable_names


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,2048]."""
    inputs = preprocess.pixels()
    network = keras.applications.Xception(
        include_top=False, weights=None, input_tensor=preprocess.symmetric(inputs)
    )
    stable_names(network)
    return keras.Model(inputs, network.output, name=backbone.id)
