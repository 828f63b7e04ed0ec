"""The receptive field of every layer: which pixels can change one of its values (heavy).

Along one side of the picture, position ``i`` of a layer sees the pixels from ``start + i * stride``
on, ``size`` of them (Araujo et al. 2019, Computing Receptive Fields of Convolutional Neural
Networks).  Where ways of different reach meet, the widest counts.  A squeeze-and-excitation gate
averages over the whole photo; it only scales channels, so it is told apart as ``gated`` and the
field is that of the values that it scales.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Field:
    """Pixels along one side, in the network's view; `whole` when everything is seen."""

    size: int = 1
    stride: int = 1  # pixels from one position to the next
    start: int = 0  # first pixel of position 0; negative where padding is seen
    gated: bool = False  # scaled by something that has seen the whole photo
    whole: bool = False

    def through(self, kernel: int, stride: int, padded: int) -> Field:
        """Behind a window of `kernel` that moves by `stride`, with `padded` before the edge."""
        return replace(
            self,
            size=self.size + (kernel - 1) * self.stride,
            stride=self.stride * stride,
            start=self.start - padded * self.stride,
        )

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def behind(
    layer: keras.layers.Layer, before: Sequence[Field], shapes: Sequence[Sequence[int]]
) -> Field:
    """The field of a layer from those of its inputs and their shapes (n, h, w, c)."""
    kind = type(layer).__name__
    if kind in ("GlobalAveragePooling2D", "Flatten"):
        return replace(before[0], whole=True)
    if kind == "ZeroPadding2D":
        return replace(before[0], start=before[0].start - layer.padding[0][0] * before[0].stride)
    kernel = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if kernel is not None:
        stride, dilation = layer.strides[0], getattr(layer, "dilation_rate", (1,))[0]
        reach = (kernel[0] - 1) * dilation + 1
        padded = 0
        if layer.padding == "same":
            side = shapes[0][1]
            padded = max((-(-side // stride) - 1) * stride + reach - side, 0) // 2
        return before[0].through(reach, stride, padded)
    return _met(before)


def _met(before: Sequence[Field]) -> Field:
    local = [field for field in before if not field.whole] or list(before)
    first = min(field.start for field in local)
    last = max(field.start + field.size for field in local)
    return replace(
        local[0],
        size=last - first,
        start=first,
        gated=any(field.gated for field in local) or len(local) < len(before),
    )


def fields(
    trunk: keras.Model,
    inputs: Mapping[str, Sequence[str]],
    shapes: Mapping[str, Sequence[int]],
) -> dict[str, Field]:
    """The field of every layer by name; `inputs` names what goes into each layer."""
    found: dict[str, Field] = {}
    for layer in trunk.layers:  # every layer comes after its inputs
        names = inputs[layer.name]
        found[layer.name] = (
            behind(layer, [found[n] for n in names], [shapes[n] for n in names])
            if names
            else Field()
        )
    return found
