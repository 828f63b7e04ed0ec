"""ResNet50 and ResNet101: a skip connection round every three convolutions (heavy).

Reference: He et al. 2015, arXiv 1512.03385.
"""

from __future__ import annotations

import keras

from core.zoo import preprocess
from core.zoo.catalog import Backbone


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,2048]."""
    inputs = preprocess.pixels()
    application = getattr(keras.applications, backbone.title)
    network = application(include_top=False, weights=None, input_tensor=preprocess.caffe(inputs))
    return keras.Model(inputs, network.output, name=backbone.id)
