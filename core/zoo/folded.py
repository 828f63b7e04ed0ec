"""A trained network without its batch norms: the same function, with less to compute (heavy).

In inference mode a batch norm scales and shifts each channel by constants, so it can be moved
into the weights of the convolution before it.  Gradients with respect to the photo then take a
third less time (`python -m bench attacks`), which is what attacks and ideal images live on.
Reference: Jacob et al. 2018, arXiv 1712.05877, section 3.2.

The gradient of a convolution with respect to what goes in is a convolution, too, with the kernel
turned round.  Where it is asked for as one it takes less time than TensorFlow's own operation.
"""

from __future__ import annotations

from typing import Any

import keras
import tensorflow as tf
from keras import layers


class _Convolution(layers.Conv2D):  # type: ignore[misc]
    """Stride 1; `back` is its kernel turned round."""

    def build(self, shape: Any) -> None:
        super().build(shape)
        height, width, before, after = self.kernel.shape
        self.back = self.add_weight(shape=(height, width, after, before), trainable=False)

    def convolution_op(self, x: Any, kernel: Any) -> Any:
        return _there_and_back(tf.nn.conv2d, x, kernel, self.back)

    @staticmethod
    def turned(kernel: Any) -> Any:
        return kernel[::-1, ::-1].swapaxes(2, 3)


class _Depthwise(layers.DepthwiseConv2D):  # type: ignore[misc]
    """The same with one filter for each channel."""

    def build(self, shape: Any) -> None:
        super().build(shape)
        self.back = self.add_weight(shape=self.kernel.shape, trainable=False)

    def call(self, x: Any) -> Any:
        y = _there_and_back(tf.nn.depthwise_conv2d, x, self.kernel, self.back)
        return self.activation(tf.nn.bias_add(y, self.bias) if self.use_bias else y)

    @staticmethod
    def turned(kernel: Any) -> Any:
        return kernel[::-1, ::-1]


_WITH_BACK = {layers.Conv2D: _Convolution, layers.DepthwiseConv2D: _Depthwise}


def _there_and_back(convolve: Any, x: Any, kernel: Any, back: Any) -> Any:
    there, back = tf.convert_to_tensor(kernel), tf.convert_to_tensor(back)

    @tf.custom_gradient  # type: ignore[untyped-decorator]
    def straight(x: Any) -> Any:
        def gradient(up: Any) -> Any:
            return convolve(up, back, [1, 1, 1, 1], "SAME")

        return convolve(x, there, [1, 1, 1, 1], "SAME"), gradient

    return straight(x)


def _kind(layer: Any) -> Any:
    """The class of a layer's copy."""
    better = _WITH_BACK.get(type(layer))
    if better is None:
        return type(layer)
    same = layer.padding == "same" and all(side % 2 for side in layer.kernel_size)
    plain = {*layer.strides, *layer.dilation_rate, *_shares(layer)} == {1}
    return better if plain and (same or layer.kernel_size == (1, 1)) else type(layer)


def _shares(layer: Any) -> tuple[Any, ...]:
    """Into how many groups a convolution parts its channels; how many it makes of each."""
    return getattr(layer, "groups", 1), getattr(layer, "depth_multiplier", 1)


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
        return _kind(layer).from_config(settings)

    def call(layer: Any, *inputs: Any, **settings: Any) -> Any:
        return layer(*inputs) if layer.name in norms else layer(*inputs, **settings)

    copy = keras.models.clone_model(model, clone_function=clone, call_function=call)
    for layer in model.layers:
        if not layer.weights or layer.name in norms:
            continue
        values, here = layer.get_weights(), copy.get_layer(layer.name)
        if layer.name in norm_of:
            values = _together(layer, model.get_layer(norm_of[layer.name]))
        if type(here) in _WITH_BACK.values():
            values = [*values, here.turned(values[0])]
        here.set_weights(values)
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
