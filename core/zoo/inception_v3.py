"""InceptionV3: branches of different reach side by side (heavy).

Reference: Szegedy et al. 2015, arXiv 1512.00567.
"""

from __future__ import annotations

import keras

from core.zoo import preprocess
from core.zoo.catalog import Backbone
from core.zoo.names import stable_names


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,2048]."""
    inputs = preprocess.pixels()
    network = keras.applications.InceptionV3(
        include_top=False, weights=None, input_tensor=preprocess.symmetric(inputs)
    )
    stable_names(network)
    return keras.Model(inputs, network.output, name=backbone.id)
