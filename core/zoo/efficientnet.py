"""EfficientNet B0 and Lite0: inverted residuals scaled together in depth, width and size (heavy).

References: Tan & Le 2019, arXiv 1905.11946; EfficientNet-Lite, tensorflow/tpu 2020.

Layer names are those of `keras.applications.EfficientNetB0`.  Stochastic depth is left out: with
it, two runs on the same cached activations would not see the same network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import keras
from keras import KerasTensor, layers, ops

from core.zoo import preprocess
from core.zoo.catalog import Backbone
from core.zoo.scaling import STAGES


@keras.saving.register_keras_serializable("transfer_learning_lab")
def swish(x: KerasTensor) -> KerasTensor:
    """x · sigmoid(x).  Keras' own carries a custom gradient that inference engines cannot fuse."""
    return x * ops.sigmoid(x)


@dataclass(frozen=True)
class Variant:
    """What differs between B0 and Lite0."""

    preprocess: Callable[[KerasTensor], KerasTensor]
    activation: str | Callable
    squeeze_excite: bool


VARIANTS = {
    "efficientnet_b0": Variant(preprocess.standard, swish, squeeze_excite=True),
    "efficientnet_lite0": Variant(preprocess.lite, "relu6", squeeze_excite=False),
}


def build(backbone: Backbone) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,1280]."""
    variant = VARIANTS[backbone.id]
    inputs = preprocess.pixels()
    x = variant.preprocess(inputs)
    x = _conv(x, 32, 3, 2, "stem_conv")
    x = _normalise(x, "stem_bn", variant, "stem_activation")
    channels = 32
    for stage, (kernel, stride, expansion, out, repeats) in enumerate(STAGES, 1):
        for repeat in range(repeats):
            name = f"block{stage}{'abcd'[repeat]}_"
            x = _block(
                x, channels, kernel, stride if repeat == 0 else 1, expansion, out, name, variant
            )
            channels = out
    x = _conv(x, 1280, 1, 1, "top_conv")
    x = _normalise(x, "top_bn", variant, "top_activation")
    return keras.Model(inputs, x, name=backbone.id)


def _block(
    x: KerasTensor,
    channels: int,
    kernel: int,
    stride: int,
    expansion: int,
    out: int,
    name: str,
    variant: Variant,
) -> KerasTensor:
    inputs = x
    if expansion != 1:
        x = _conv(x, channels * expansion, 1, 1, name + "expand_conv")
        x = _normalise(x, name + "expand_bn", variant, name + "expand_activation")
    x = layers.DepthwiseConv2D(
        kernel, stride, padding="same", use_bias=False, name=name + "dwconv"
    )(x)
    x = _normalise(x, name + "bn", variant, name + "activation")
    if variant.squeeze_excite:
        x = _squeeze_excite(x, channels * expansion, max(1, channels // 4), name, variant)
    x = _conv(x, out, 1, 1, name + "project_conv")
    x = layers.BatchNormalization(epsilon=1e-3, name=name + "project_bn")(x)
    if stride == 1 and channels == out:
        x = layers.Add(name=name + "add")([x, inputs])
    return x


def _squeeze_excite(
    x: KerasTensor, channels: int, reduced: int, name: str, variant: Variant
) -> KerasTensor:
    weight = layers.GlobalAveragePooling2D(name=name + "se_squeeze")(x)
    # OpenVINO cannot convert an average that keeps its dimensions
    weight = layers.Reshape((1, 1, channels), name=name + "se_reshape")(weight)
    weight = layers.Conv2D(reduced, 1, activation=variant.activation, name=name + "se_reduce")(
        weight
    )
    weight = layers.Conv2D(channels, 1, activation="sigmoid", name=name + "se_expand")(weight)
    return layers.Multiply(name=name + "se_excite")([x, weight])


def _conv(x: KerasTensor, filters: int, kernel: int, stride: int, name: str) -> KerasTensor:
    return layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False, name=name)(x)


def _normalise(x: KerasTensor, name: str, variant: Variant, activation: str) -> KerasTensor:
    x = layers.BatchNormalization(epsilon=1e-3, name=name)(x)
    return layers.Activation(variant.activation, name=activation)(x)
