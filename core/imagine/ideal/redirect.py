"""A way in for what is silent: ReLUs whose gradient does not die with their answer (heavy).

Where a channel answers nowhere in a view, its ReLU passes no gradient, and an image of it could
never begin.  There, and only there, the gradient goes round the ReLU wherever it would wake the
channel.  Only the ReLUs right behind what is raised are exchanged: deeper ones always have some
channels that answer.  Reference: `redirected_relu_grad` of lucid.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import keras
import tensorflow as tf

_RELUS = {keras.activations.relu: tf.nn.relu, keras.activations.relu6: tf.nn.relu6}


def redirected(model: keras.Model, ends: Sequence[Any]) -> keras.Model:
    """`model` with the ReLUs that the layers `ends` end in redirected: the same function."""
    gates = {gate for end in ends for gate in _nearest(end)}
    if not gates:
        return model

    def clone(layer: Any) -> Any:
        settings = layer.get_config()
        if layer.name in gates:
            settings["activation"] = _open(_RELUS[layer.activation])
        return type(layer).from_config(settings)

    copy = keras.models.clone_model(model, clone_function=clone)
    copy.set_weights(model.get_weights())
    copy.trainable = False
    return copy


def _nearest(layer: Any) -> set[str]:
    """The names of the layers with a ReLU from which nothing but pooling, sums and
    concatenations lead to the output of `layer`."""
    if getattr(layer, "activation", None) in _RELUS:
        return {layer.name}
    if layer.weights or isinstance(layer, keras.layers.InputLayer):
        return set()
    before = {tensor._keras_history.operation for tensor in tf.nest.flatten(layer.input)}
    return {name for one in before for name in _nearest(one)}


def _open(relu: Any) -> Any:
    """The ReLU, whose gradient is redirected for a channel [n, h, w, one] that is silent."""

    def activation(x: Any) -> Any:
        y = relu(x)

        def gradient(up: Any) -> Any:
            through = tf.where((x > 0) & (y == x), up, 0.0)
            waking = tf.where((x <= 0) & (up > 0), up, 0.0)
            silent = tf.reduce_all(x <= 0, [1, 2], keepdims=True)
            return tf.where(silent, waking, through)

        return y, gradient

    return tf.custom_gradient(activation)
