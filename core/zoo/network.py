"""A network: a backbone with weights in it (light to name, heavy to load)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from core.messages import LabError
from core.zoo import catalog, facts, weights
from core.zoo.backbone import CLIPPED, GLOROT, HE, Arrays, Backbone

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Network:
    """A backbone's id and one of its `weight_choices` ("" means the trained ones).

    Raises LabError when there is no such backbone, or it has no such weights.
    """

    backbone: str
    weights: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", weights.check_choice(self.backbone, self.weights))

    @classmethod
    def here(cls, backbone: str) -> Network:
        """With the trained weights where they are on this computer, else with random ones."""
        network = cls(backbone)
        return network if network.ready else cls(backbone, weights.RANDOM)

    @property
    def entry(self) -> Backbone:
        return catalog.get(self.backbone)

    @property
    def random(self) -> bool:
        """Whether it has learned nothing yet."""
        return self.weights == weights.RANDOM

    @property
    def depth(self) -> int:
        """Its blocks: the boundary behind all of them."""
        return len(self.entry.blocks)

    @property
    def facts(self) -> facts.Facts:
        return facts.of(self.backbone)

    @property
    def ready(self) -> bool:
        """Whether its weights are on this computer."""
        return weights.state(self.backbone, self.weights).kind == "ready"

    @property
    def digest(self) -> str:
        """A text that differs whenever its numbers differ.  LabError without its weights."""
        return weights.digest(self.backbone, self.weights)

    def load(self) -> keras.Model:
        """The trunk: float32 RGB 0..255 [N,H,W,3] -> last feature map.

        Random weights are always the same, and drawing them leaves every global generator as it
        was.  Raises LabError when trained weights are missing or damaged.
        """
        # files are verified before seconds go into building
        file = None if self.random else weights.ready(self.backbone)
        trunk = self.entry.build()
        if file is None:
            _randomise(trunk, self.entry.initial)
        else:
            _fill(trunk, self.entry, file)
        return trunk


def load(backbone_id: str, weights_choice: str = "") -> keras.Model:
    """What the programs that the lab writes call: `Network.load`."""
    return Network(backbone_id, weights_choice).load()


def head(backbone_id: str) -> tuple[np.ndarray, np.ndarray] | None:
    """The bundled ImageNet head: kernel float32 [C,1000] and bias float32 [1000].

    It is used as the backbone's `top` says.  None for networks whose head is not bundled.
    """
    entry = catalog.get(backbone_id)
    if not entry.head_layer:
        return None
    read = entry.read(weights.ready(backbone_id))
    assert not isinstance(read, Sequence)  # a file that holds more than the trunk names its layers
    kernel, bias = read[entry.head_layer]
    return np.ascontiguousarray(kernel.reshape(kernel.shape[-2:])), bias


_GAIN = {HE: 2.0, CLIPPED: 1.4, GLOROT: 1.0}


def _randomise(trunk: keras.Model, initial: str) -> None:
    """Uniform kernels that keep the signal alive, each layer from a generator of its own name."""
    for layer in trunk.layers:
        rng = np.random.default_rng([0, crc32(layer.name.encode())])
        for variable in layer.weights:
            if variable.name not in ("kernel", "depthwise_kernel", "pointwise_kernel"):
                continue
            *window, fan_in, fan_out = variable.shape
            if variable.name == "depthwise_kernel" or type(layer).__name__ == "DepthwiseConv2D":
                fan_in = fan_out = 1  # a depthwise kernel sees one channel
            fan = (fan_in + fan_out) / 2 if initial == GLOROT else fan_in
            limit = np.sqrt(3 * _GAIN[initial] / (np.prod(window) * fan))
            values = rng.random(tuple(variable.shape), dtype=np.float32)
            variable.assign((2 * values - 1) * np.float32(limit))


def _fill(trunk: keras.Model, entry: Backbone, file: Path) -> None:
    layers = [layer for layer in trunk.layers if layer.weights]
    try:
        read = entry.read(file)
        found: Sequence[Arrays] = (
            read if isinstance(read, Sequence) else [read[layer.name] for layer in layers]
        )
        for layer, values in zip(layers, found, strict=True):
            for variable, value in zip(layer.weights, values, strict=True):
                if tuple(variable.shape) != value.shape or not np.isfinite(value).all():
                    raise ValueError(f"{layer.name}: {value.shape}")
                variable.assign(value)
    except (OSError, KeyError, ValueError) as error:
        raise LabError(
            "The file {path} does not hold the weights of {backbone}. Delete it and fetch it "
            "again.",
            path=str(file),
            backbone=entry.title,
        ) from error
