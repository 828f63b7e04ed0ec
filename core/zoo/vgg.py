"""VGG16 and VGG19: nothing but 3×3 convolutions and poolings (heavy).

Reference: Simonyan & Zisserman 2014, arXiv 1409.1556.
"""

from __future__ import annotations

import keras

from core.zoo import preprocess
from core.zoo.catalog import Backbone


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,512]."""
    inputs = preprocess.pixels()
    application = keras.applications.VGG19 if backbone.id == "vgg19" else keras.applications.VGG16
    network = application(include_top=False, weights=None, input_tensor=preprocess.caffe(inputs))
    return keras.Model(inputs, network.output, name=backbone.id)
