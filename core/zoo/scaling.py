"""EfficientNet's family: one network scaled in depth, width and resolution, counted (light).

Reference: Tan & Le 2019, arXiv 1905.11946.  Rounding is that of the authors' program, which Keras
follows: channels to multiples of 8, repeats upwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

# kernel, stride, expansion, channels, repeats of each stage (the same in B0 and Lite0)
STAGES = (
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
)
STEM, TOP, CLASSES = 32, 1280, 1000
NATIVE = 224
DEPTH, WIDTH, RESOLUTION = 1.2, 1.1, 1.15  # alpha, beta, gamma of the paper


@dataclass(frozen=True)
class Member:
    """A published network of the family: its factors, and its row in the paper's Table 2."""

    name: str
    width: float
    depth: float
    resolution: int
    parameters: float  # millions
    macs: float  # billions (the paper calls them FLOPS)
    top1: float  # percent


MEMBERS = (
    Member("B0", 1.0, 1.0, 224, 5.3, 0.39, 77.1),
    Member("B1", 1.0, 1.1, 240, 7.8, 0.70, 79.1),
    Member("B2", 1.1, 1.2, 260, 9.2, 1.0, 80.1),
    Member("B3", 1.2, 1.4, 300, 12, 1.8, 81.6),
    Member("B4", 1.4, 1.8, 380, 19, 4.2, 82.9),
    Member("B5", 1.6, 2.2, 456, 30, 9.9, 83.6),
    Member("B6", 1.8, 2.6, 528, 43, 19, 84.0),
    Member("B7", 2.0, 3.1, 600, 66, 37, 84.3),
)


@dataclass(frozen=True)
class Scaled:
    """A counted network: (channels, repeats) of every stage, and its price with the classifier."""

    resolution: int
    stages: tuple[tuple[int, int], ...]
    parameters: int
    macs: int

    @property
    def blocks(self) -> int:
        return sum(repeats for _channels, repeats in self.stages)


def compound(phi: float) -> Scaled:
    """All three grown together: depth 1.2^φ, width 1.1^φ, resolution 1.15^φ."""
    return count(WIDTH**phi, DEPTH**phi, round(NATIVE * RESOLUTION**phi))


def promised(phi: float) -> float:
    """How many times the work should grow by the formula: (α·β²·γ²)^φ, about 1.92^φ."""
    return float((DEPTH * WIDTH**2 * RESOLUTION**2) ** phi)


def count(width: float, depth: float, resolution: int) -> Scaled:
    """EfficientNet (with squeeze-and-excitation) scaled by two factors, at an input size.

    Parameters are Keras' count: moving statistics of batch norm and the seven numbers of the input
    scaling included.  MACs are of convolutions and the classifier, for one photo.
    """
    side = ceil(resolution / 2)
    before = _channels(STEM, width)
    parameters, macs = 7 + 27 * before + 4 * before, 27 * before * side**2
    stages = []
    for kernel, stride, expansion, base, repeats in STAGES:
        outs, times = _channels(base, width), ceil(depth * repeats)
        for time in range(times):
            step = stride if time == 0 else 1
            weights, work = _block(kernel, step, expansion, before, outs, side)
            parameters, macs = parameters + weights, macs + work
            side, before = ceil(side / step), outs
        stages.append((outs, times))
    top = _channels(TOP, width)
    parameters += before * top + 4 * top + (top + 1) * CLASSES
    macs += before * top * side**2 + top * CLASSES
    return Scaled(resolution, tuple(stages), parameters, macs)


def _block(
    kernel: int, stride: int, expansion: int, ins: int, outs: int, side: int
) -> tuple[int, int]:
    """Parameters and MACs of one inverted residual with squeeze-and-excitation."""
    wide, reduced = ins * expansion, max(1, ins // 4)
    after = ceil(side / stride)
    parameters, macs = 0, 0
    if expansion != 1:
        parameters, macs = ins * wide + 4 * wide, ins * wide * side**2
    parameters += kernel**2 * wide + 4 * wide  # depthwise
    parameters += 2 * wide * reduced + reduced + wide  # squeeze and excite, with biases
    parameters += wide * outs + 4 * outs  # project
    macs += kernel**2 * wide * after**2 + 2 * wide * reduced + wide * outs * after**2
    return parameters, macs


def _channels(base: int, width: float) -> int:
    wanted = base * width
    rounded = max(8, int(wanted + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * wanted else rounded
