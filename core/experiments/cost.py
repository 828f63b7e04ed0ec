"""What a convolution costs: parameters and multiply-accumulates, by its formula (light).

Biases are counted as parameters where a convolution has them; the additions they cost are not
multiply-accumulates, as in `core/zoo/facts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

Kernel = tuple[int, int]


@dataclass(frozen=True)
class Cost:
    """Parameters, and multiply-accumulates (MACs) for one photo."""

    parameters: int = 0
    macs: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.parameters + other.parameters, self.macs + other.macs)


def convolution(kernel: int | Kernel, ins: int, outs: int, side: int, bias: bool = False) -> Cost:
    """An ordinary convolution: every output channel looks at every input channel.

    kernel: k or (height, width).  ins, outs: channels.  side: of the square output map.
    """
    height, width = (kernel, kernel) if isinstance(kernel, int) else kernel
    weights = height * width * ins * outs
    return Cost(weights + (outs if bias else 0), weights * side * side)


def depthwise(kernel: int, channels: int, side: int) -> Cost:
    """A depthwise convolution without bias: each channel has one kernel of its own."""
    weights = kernel * kernel * channels
    return Cost(weights, weights * side * side)


def intensity(cost: Cost, ins: int, outs: int, side: int) -> float:
    """MACs for every number that must be moved: input map, output map and weights, once each.

    Low means that a processor waits for its memory rather than for its arithmetic (Williams et al.
    2009, Roofline).  The input map is as large as the output map (stride 1).
    """
    return cost.macs / (side * side * (ins + outs) + cost.parameters)
