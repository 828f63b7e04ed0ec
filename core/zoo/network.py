"""Build a trunk and fill in its weights (heavy)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from core.messages import LabError, msg
from core.zoo import arrays, catalog, weights
from core.zoo.arrays import Arrays

if TYPE_CHECKING:
    import keras

_READERS = {
    "efficientnet_lite0": arrays.efficientnet_lite0,
    "squeezenet": arrays.squeezenet,
    "vgg16_edges": arrays.vgg16_edges,
    "mobilenet_v2_dogs": arrays.mobilenet_v2_dogs,
    "efficientnet_b0": arrays.keras_by_name,
}


def load(backbone_id: str, weights_choice: str = "") -> keras.Model:
    """A trunk with its weights: float32 RGB 0..255 [N,H,W,3] -> last feature map.

    `weights_choice` is one of the backbone's `weight_choices` ("" means the trained ones).  Random
    weights are always the same, and drawing them leaves every global generator as it was.
    Raises LabError when trained weights are missing or damaged.
    """
    choice = weights.check_choice(backbone_id, weights_choice)
    # files are verified before seconds go into building
    file = None if choice == weights.RANDOM else weights.ready(backbone_id)
    trunk = build(backbone_id)
    if file is None:
        _randomise(trunk, backbone_id)
    else:
        _fill(trunk, backbone_id, file)
    return trunk


def build(backbone_id: str) -> keras.Model:
    """The trunk with whatever weights Keras starts it with."""
    backbone = catalog.get(backbone_id)
    with _global_generator_untouched():
        return import_module(f"core.zoo.{backbone.family}").build(backbone)


def head(backbone_id: str) -> tuple[np.ndarray, np.ndarray] | None:
    """The bundled ImageNet head: kernel float32 [C,1000] and bias float32 [1000].

    EfficientNet-Lite0's follows global average pooling; SqueezeNet's is applied at every position,
    then ReLU, then global average pooling.  None for networks whose head is not bundled.
    """
    if backbone_id == "efficientnet_lite0":
        kernel, bias = arrays.efficientnet_lite0(weights.ready(backbone_id))["head"]
        return np.ascontiguousarray(kernel), bias
    if backbone_id == "squeezenet":
        kernel, bias = arrays.squeezenet(weights.ready(backbone_id))["conv10"]
        return kernel[0, 0], bias
    return None


@contextmanager
def _global_generator_untouched() -> Iterator[None]:
    # every Keras initialiser draws its seed from Python's global generator
    before = random.getstate()
    try:
        yield
    finally:
        random.setstate(before)


# Where skip connections add up, He's variance grows with every block (ResNet101: to 10^7); where
# they do not, Glorot's dies away (EfficientNet-Lite0: to 10^-5).  ReLU6 clips what He's lets grow.
_ADDING = {"residual", "separable"}
_CLIPPING = {"efficientnet_lite0", "mobilenet_v2", "mobilenet_v2_dogs"}


def _randomise(trunk: keras.Model, backbone_id: str) -> None:
    """Uniform kernels that keep the signal alive, each layer from a generator of its own name."""
    glorot = catalog.get(backbone_id).blocks[-1].kind in _ADDING
    gain = 1.0 if glorot else 1.4 if backbone_id in _CLIPPING else 2.0
    for layer in trunk.layers:
        rng = np.random.default_rng([0, crc32(layer.name.encode())])
        for variable in layer.weights:
            if variable.name not in ("kernel", "depthwise_kernel", "pointwise_kernel"):
                continue
            *window, fan_in, fan_out = variable.shape
            if variable.name == "depthwise_kernel" or type(layer).__name__ == "DepthwiseConv2D":
                fan_in = fan_out = 1  # a depthwise kernel sees one channel
            fan = (fan_in + fan_out) / 2 if glorot else fan_in
            limit = np.sqrt(3 * gain / (np.prod(window) * fan))
            values = rng.random(tuple(variable.shape), dtype=np.float32)
            variable.assign((2 * values - 1) * np.float32(limit))


def _fill(trunk: keras.Model, backbone_id: str, file: Path) -> None:
    layers = [layer for layer in trunk.layers if layer.weights]
    try:
        if reader := _READERS.get(backbone_id):
            named = reader(file)
            found: list[Arrays] = [named[layer.name] for layer in layers]
        else:
            found = arrays.keras_in_order(file)
        for layer, values in zip(layers, found, strict=True):
            for variable, value in zip(layer.weights, values, strict=True):
                if tuple(variable.shape) != value.shape or not np.isfinite(value).all():
                    raise ValueError(f"{layer.name}: {value.shape}")
                variable.assign(value)
    except (OSError, KeyError, ValueError) as error:
        raise LabError(
            msg(
                "The file {path} does not hold the weights of {backbone}. Delete it and fetch it "
                "again.",
                path=str(file),
                backbone=catalog.get(backbone_id).title,
            )
        ) from error
