"""A network of this project as layers of Keras' own, which open without the project (heavy)."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers

from core.zoo import efficientnet, preprocess


def plain(trunk: keras.Model) -> keras.Model:
    """A copy of a trunk, weights included, of Keras' own layers only.

    The one layer and the one function that are the project's are put in Keras' terms: exactly the
    same numbers for the layer, up to rounding for the function.
    """
    copy = keras.models.clone_model(trunk, clone_function=_plain_layer)
    for layer in trunk.layers:
        if isinstance(layer, preprocess.Caffe):
            turned = np.eye(3, dtype=np.float32)[::-1]  # RGB to BGR
            mean = -np.array(preprocess.CAFFE_MEAN, np.float32)
            copy.get_layer(layer.name).set_weights([turned[None, None], mean])
        elif layer.weights:
            copy.get_layer(layer.name).set_weights(layer.get_weights())
    return copy


def _plain_layer(layer: Any) -> Any:
    if isinstance(layer, preprocess.Caffe):
        return layers.Conv2D(3, 1, name=layer.name, trainable=False)
    config = layer.get_config()
    if getattr(layer, "activation", None) is efficientnet.swish:
        config["activation"] = "silu"
    return type(layer).from_config(config)
