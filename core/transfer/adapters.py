"""Adapters: a thin residual bottleneck behind every unfrozen block (Houlsby et al. 2019; heavy).

As for convolutions (Rebuffi et al. 2017): a 1x1 convolution to few channels, ReLU, and one back,
added to what the block gives.  The last begins with zeros, so that nothing has changed yet.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from core.transfer import heads
from core.transfer.recipe import Recipe
from core.zoo.learnable import ADAPTER


def trunk_of(recipe: Recipe) -> keras.Model:
    """The recipe's backbone as training begins with it: a copy of its own."""
    trunk = recipe.network.load()
    if recipe.learns != ADAPTER or not recipe.unfreeze:
        return trunk
    blocks = recipe.network.entry.blocks
    behind = {blocks[n].layer: n for n in range(recipe.boundary, len(blocks))}

    def called(layer: keras.layers.Layer, *inputs: Any, **more: Any) -> Any:
        x = layer(*inputs, **more)
        return x if layer.name not in behind else _adapted(x, behind[layer.name], recipe.rank)

    copy = keras.models.clone_model(trunk, call_function=called)
    for layer in trunk.layers:
        copy.get_layer(layer.name).set_weights(layer.get_weights())
    return copy


def by_block(trunk: keras.Model, count: int) -> list[list[keras.layers.Layer]]:
    """The layers of the adapter behind each of `count` blocks."""
    return [
        [layer for layer in trunk.layers if layer.name.startswith(_name(number))]
        for number in range(count)
    ]


def begin(network: keras.Model, seed: int) -> None:
    """A fresh start: Glorot-uniform kernels to few channels, zeros on the way back."""
    for layer in network.layers:
        if layer.name.startswith(ADAPTER) and layer.weights:
            heads.fill(layer, seed)
            if layer.name.endswith(_UP):
                layer.kernel.assign(np.zeros(tuple(layer.kernel.shape), np.float32))


_UP = "up"


def _name(number: int) -> str:
    return f"{ADAPTER}{number + 1}_"


def _adapted(x: Any, number: int, width: int) -> Any:
    conv, name = keras.layers.Conv2D, _name(number)
    few = conv(width, 1, activation="relu", name=f"{name}down")(x)
    back = conv(x.shape[-1], 1, kernel_initializer="zeros", name=f"{name}{_UP}")(few)
    return keras.layers.Add(name=f"{name}add")([x, back])
