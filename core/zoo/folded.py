"""A trained network without its batch norms: the same function, with less to compute (heavy).

In inference mode a batch norm scales and shifts each channel by constants, so it can be moved
into the weights of the convolution before it.  Gradients with respect to the photo then take a
third less time (`python -m bench attacks`), which is what attacks and ideal images live on.
Reference: Jacob et al. 2018, arXiv 1712.05877, section 3.2.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers


def fold(model: keras.Model) -> keras.Model:
    """A copy of `model` for inference whose batch norms behind convolutions do nothing any more.

    Layers keep their names, so block boundaries are found as before.  Batch norms that follow
    anything else than a plain convolution stay as they are.
    """
    norms = {norm.name: conv for conv, norm in _pairs(model)}
    norm_of = {conv: norm for norm, conv in norms.items()}

    def clone(layer: Any) -> Any:
        if layer.name in norms:
            return layers.Identity(name=layer.name)
        settings = layer.get_config()
        if layer.name in norm_of:
            settings["use_bias"] = True
        return type(layer).from_config(settings)

    def call(layer: Any, *inputs: Any, **settings: Any) -> Any:
        return layer(*inputs) if layer.name in norms else layer(*inputs, **settings)

    copy = keras.models.clone_model(model, clone_function=clone, call_function=call)
    for layer in model.layers:
        if layer.name in norm_of:
            values = _together(layer, model.get_layer(norm_of[layer.name]))
            copy.get_layer(layer.name).set_weights(values)
        elif layer.weights and layer.name not in norms:
            copy.get_layer(layer.name).set_weights(layer.get_weights())
    copy.trainable = False
    return copy


def _pairs(model: keras.Model) -> list[tuple[str, Any]]:
    """The name of each convolution whose output goes into a batch norm and nowhere else, and the
    batch norm."""
    found = []
    for norm in model.layers:
        if isinstance(norm, layers.BatchNormalization):
            before = norm.input._keras_history.operation
            plain = type(before) in (layers.Conv2D, layers.DepthwiseConv2D)
            if plain and len(before._outbound_nodes) == 1 and _linear(before):
                found.append((before.name, norm))
    return found


def _linear(layer: Any) -> bool:
    return layer.activation is keras.activations.linear


def _together(conv: Any, norm: Any) -> list[Any]:
    """Kernel and bias of the convolution with its batch norm inside."""
    kernel, *bias = conv.get_weights()
    scale = 1 / (norm.moving_variance.numpy() + norm.epsilon) ** 0.5
    if norm.scale:
        scale = scale * norm.gamma.numpy()
    shift = (bias[0] if bias else 0) - norm.moving_mean.numpy()
    offset = norm.beta.numpy() if norm.center else 0
    # a depthwise kernel [h, w, channels, 1] has its channels last but one
    along = scale[:, None] if type(conv) is layers.DepthwiseConv2D else scale
    return [kernel * along, shift * scale + offset]
