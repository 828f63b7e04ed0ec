"""The variables of a layer, sorted by what may learn of an unfrozen block (light)."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras

ALL, NORM, BIAS, LORA, ADAPTER = "all", "norm", "bias", "lora", "adapter"
_SHIFTS = ("bias", "beta")  # batch norm's beta is a bias, too


def variables(layer: keras.layers.Layer, what: str) -> list[Any]:
    """The Keras variables of a layer that learn: of `ALL` everything but batch norm's, of `NORM`
    gamma and beta, of `BIAS` what is only added, of `LORA` the kernel that two thin matrices move:
    of a dense layer or a 1x1 convolution, of `ADAPTER` what stands behind a block and is new."""
    learning = list(layer.trainable_variables)
    if what == BIAS:
        return [variable for variable in learning if variable.name in _SHIFTS]
    if what == LORA:
        return [v for v in learning if v.name == "kernel"] if _dense(layer) else []
    if what == ADAPTER:
        return learning if layer.name.startswith(ADAPTER) else []
    return learning if (what == NORM) == is_norm(layer) else []


def count(layer: keras.layers.Layer, what: str) -> int:
    """How many numbers those are; of `LORA`, how many for each unit of rank."""
    found = variables(layer, what)
    if what == LORA:
        return sum(variable.shape[-2] + variable.shape[-1] for variable in found)
    return sum(prod(variable.shape) for variable in found)


def is_norm(layer: keras.layers.Layer) -> bool:
    return type(layer).__name__ == "BatchNormalization"


def _dense(layer: keras.layers.Layer) -> bool:
    """Whether a layer multiplies channels by one matrix, at every place alike."""
    kind = type(layer).__name__
    if kind != "Conv2D":
        return kind == "Dense"
    config = layer.get_config()
    return tuple(config["kernel_size"]) == (1, 1) and config["groups"] == 1
