"""What small kernels in a row save beside one large kernel that sees as much (light).

Reference: Szegedy et al. 2015, Rethinking the Inception Architecture, arXiv 1512.00567, section 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.zoo.steps import INPUT, Step

Kernel = tuple[int, int]


def ways(every: Sequence[Step]) -> list[tuple[Step, ...]]:
    """Every way from the block's input to its last step, in the order in which they meet."""
    named = {step.id: step for step in every}

    def up(name: str) -> list[tuple[Step, ...]]:
        if name == INPUT:
            return [()]
        return [(*way, named[name]) for one in named[name].inputs for way in up(one)]

    return up(every[-1].id)


def kernel(step: Step) -> Kernel:
    """(height, width) of a step that has a kernel or a window."""
    height, width = step.layer["kernel"]
    return int(height), int(width)


@dataclass(frozen=True)
class Factorised:
    """Kernels in a row, their weights, what they see together, and what one kernel would need."""

    kernels: tuple[Kernel, ...]
    weights: int
    reach: Kernel
    single: int

    @property
    def saved(self) -> float:
        """As a share of the single kernel's weights; negative when the row costs more."""
        return 1 - self.weights / self.single


def factorised(way: Sequence[Step], ins: int) -> Factorised | None:
    """The row of larger kernels in one way through a block, from its description.

    None unless two or more convolutions look beyond their own point, or when the way parts and
    meets again (its kernels then stand side by side).  `ins`: the block's input channels.  Strides
    are 1 except for the last kernel, as everywhere in InceptionV3; biases are not counted.
    """
    if sum(step.layer["kind"] == "Concatenate" for step in way) > 1:
        return None
    row = [step for step in way if step.layer["kind"] == "Conv2D"]
    wide = [step for step in row if kernel(step) != (1, 1)]
    if len(wide) < 2:
        return None
    first = row.index(wide[0])
    before = _channels(row[first - 1]) if first else ins
    kernels = tuple(map(kernel, wide))
    channels = [before, *map(_channels, wide)]
    weights = sum(
        high * across * a * b
        for (high, across), (a, b) in zip(kernels, pairwise(channels), strict=True)
    )
    reach = (1 + sum(high - 1 for high, _ in kernels), 1 + sum(across - 1 for _, across in kernels))
    return Factorised(kernels, weights, reach, reach[0] * reach[1] * before * channels[-1])


def _channels(step: Step) -> int:
    return int(step.layer["output"][-1])
