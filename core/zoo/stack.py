"""A stack of convolutions and poolings in the manner of VGG, counted as it grows (light).

Reference: Simonyan & Zisserman 2014, arXiv 1409.1556.  Convolutions keep the map's sides, step by
one and have a bias; poolings take two by two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.zoo.receptive import Field

KERNELS = {"conv3": 3, "conv5": 5}
POOL = "pool"
SIDE, COLOURS = 224, 3  # of the photo
FIRST, MOST = 64, 512  # channels of VGG: in its first block, and where doubling ends
VGG16 = tuple(op for n in (2, 2, 3, 3, 3) for op in (*["conv3"] * n, POOL))


@dataclass(frozen=True)
class Row:
    """One operation of a stack, and what has come of the photo behind it."""

    operation: str  # of KERNELS, or POOL
    side: int  # of the map behind it
    channels: int
    parameters: int
    macs: int
    field: Field


def convolution(kernel: int, ins: int, outs: int) -> int:
    """Parameters of a convolution with a bias."""
    return (kernel * kernel * ins + 1) * outs


def build(
    operations: Sequence[str], first: int = FIRST, doubling: bool = True, side: int = SIDE
) -> list[Row]:
    """Every operation in its turn.

    first: channels before the first pooling; with `doubling` every pooling doubles those of the
    convolutions behind it, up to `MOST`.  Raises ValueError for an operation that is not known, or
    a pooling of a map of one pixel.
    """
    rows: list[Row] = []
    channels, width, field = COLOURS, first, Field()
    for operation in operations:
        if operation == POOL:
            if side < 2:
                raise ValueError("a map of one pixel cannot be pooled")
            side, field = side // 2, field.through(2, 2, 0)
            width = min(2 * width, MOST) if doubling else width
            parameters = macs = 0
        elif operation in KERNELS:
            kernel = KERNELS[operation]
            field = field.through(kernel, 1, kernel // 2)
            parameters = convolution(kernel, channels, width)
            macs = side * side * kernel * kernel * channels * width
            channels = width
        else:
            raise ValueError(f"unknown operation {operation!r}")
        rows.append(Row(operation, side, channels, parameters, macs, field))
    return rows
