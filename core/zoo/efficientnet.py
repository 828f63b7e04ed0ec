"""The architecture of EfficientNet B0 and Lite0 (heavy): inverted residuals in seven stages.

Layer names are those of `keras.applications.EfficientNetB0`.  Stochastic depth is left out: with
it, two runs on the same cached activations would not see the same network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import keras
from keras import KerasTensor, layers, ops

from core.zoo import preprocess
from core.zoo.backbone import Backbone
from core.zoo.scaling import STAGES, STEM, TOP


@keras.saving.register_keras_serializable("transfer_learning_lab")  # type: ignore[untyped-decorator]
def swish(x: KerasTensor) -> KerasTensor:
    """x · sigmoid(x).  Keras' own carries a custom gradient that inference engines cannot fuse."""
    return x * ops.sigmoid(x)


def trunk(
    backbone: Backbone, activation: str | Callable[..., KerasTensor], squeeze_excite: bool
) -> keras.Model:
    """The trunk: float32 RGB 0..255 [N,H,W,3] -> feature map [N,H/32,W/32,1280]."""
    part = _Parts(activation, squeeze_excite)
    inputs = preprocess.pixels()
    x = preprocess.KINDS[backbone.preprocessing](inputs)
    x = _conv(x, STEM, 3, "stem_conv", stride=2)
    x = part.normalised(x, "stem_bn", "stem_activation")
    for number, (kernel, stride, expansion, out, repeats) in enumerate(STAGES, 1):
        for repeat in range(repeats):
            name = f"block{number}{'abcd'[repeat]}_"
            shortcut, step = x, stride if repeat == 0 else 1
            x = part.widened(x, kernel, step, expansion, name)
            x = _conv(x, out, 1, name + "project_conv")
            x = layers.BatchNormalization(epsilon=1e-3, name=name + "project_bn")(x)
            if repeat:
                x = layers.Add(name=name + "add")([x, shortcut])
    x = _conv(x, TOP, 1, "top_conv")
    x = part.normalised(x, "top_bn", "top_activation")
    return keras.Model(inputs, x, name=backbone.id)


@dataclass(frozen=True)
class _Parts:
    """What differs between B0 and Lite0."""

    activation: str | Callable[..., KerasTensor]
    squeeze_excite: bool

    def widened(
        self, x: KerasTensor, kernel: int, stride: int, expansion: int, name: str
    ) -> KerasTensor:
        """Expanded, filtered channel by channel, and weighed: a block up to its projection."""
        narrow = x.shape[-1]
        if expansion != 1:
            x = _conv(x, narrow * expansion, 1, name + "expand_conv")
            x = self.normalised(x, name + "expand_bn", name + "expand_activation")
        x = layers.DepthwiseConv2D(
            kernel, stride, padding="same", use_bias=False, name=name + "dwconv"
        )(x)
        x = self.normalised(x, name + "bn", name + "activation")
        return self._weighed(x, max(1, narrow // 4), name) if self.squeeze_excite else x

    def _weighed(self, x: KerasTensor, reduced: int, name: str) -> KerasTensor:
        channels = x.shape[-1]
        weight = layers.GlobalAveragePooling2D(name=name + "se_squeeze")(x)
        # OpenVINO cannot convert an average that keeps its dimensions
        weight = layers.Reshape((1, 1, channels), name=name + "se_reshape")(weight)
        reduce = layers.Conv2D(reduced, 1, activation=self.activation, name=name + "se_reduce")
        expand = layers.Conv2D(channels, 1, activation="sigmoid", name=name + "se_expand")
        return layers.Multiply(name=name + "se_excite")([x, expand(reduce(weight))])

    def normalised(self, x: KerasTensor, name: str, activation: str) -> KerasTensor:
        x = layers.BatchNormalization(epsilon=1e-3, name=name)(x)
        return layers.Activation(self.activation, name=activation)(x)


def _conv(x: KerasTensor, filters: int, kernel: int, name: str, stride: int = 1) -> KerasTensor:
    return layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False, name=name)(x)
