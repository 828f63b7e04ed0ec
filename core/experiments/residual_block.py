"""A residual block as it is planned: its layers, what they cost, with or without its parts (light).

Reference: He et al. 2015, arXiv 1512.03385, figures 2 and 5, table 1.  Counted as Keras builds
ResNet50: a bottleneck that halves does it in its first convolution, convolutions keep their bias in
front of batch norm.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from core.experiments.cost import Cost, convolution, row

NARROW = 4  # a bottleneck computes with a quarter of its channels
_SIDES = {64: 56, 128: 28, 256: 14, 512: 7}  # what a stage computes with -> side of its map


def stages(bottleneck: bool) -> dict[int, int]:
    """Channels between the blocks of each stage -> side of the map, for photos of 224 pixels."""
    wide = NARROW if bottleneck else 1
    return {wide * channels: side for channels, side in _SIDES.items()}


@dataclass(frozen=True)
class Plan:
    """Every choice of the block.  `convolutions` (of 3×3) is of the basic kind only."""

    channels: int = 64  # that come in; when the map is halved twice as many go out
    side: int = 56  # of the map that comes in
    bottleneck: bool = False
    convolutions: int = 2
    skip: bool = True
    batch_norm: bool = True
    halves: bool = False

    @property
    def outs(self) -> int:
        return self.channels * (2 if self.halves else 1)

    @property
    def projects(self) -> bool:
        """Whether what the skip carries must be given another shape before it can be added."""
        return self.skip and self.halves


def layers(plan: Plan) -> list[dict[str, Any]]:
    """The block as the layers of a description, for `core.zoo.steps.steps`."""
    narrow = plan.outs // NARROW
    ways = [(1, narrow), (3, narrow), (1, plan.outs)] if plan.bottleneck else None
    branch = ways or [(3, plan.outs)] * plan.convolutions
    rows, before, ins, side = [], "before", plan.channels, plan.side
    for number, (kernel, outs) in enumerate(branch, 1):
        stride = 2 if plan.halves and number == 1 else 1
        side = ceil(side / stride)
        rows += _convolved(plan, str(number), before, kernel, ins, outs, side, stride)
        before, ins = rows[-1]["name"], outs
        if number < len(branch):
            rows.append(_relu(f"{number}_relu", before, rows[-1]["output"]))
            before = rows[-1]["name"]
    shape = rows[-1]["output"]
    if plan.skip:
        carried = "before"
        if plan.projects:
            way = _convolved(plan, "skip", "before", 1, plan.channels, plan.outs, side, 2)
            rows, carried = way + rows, way[-1]["name"]
        rows.append(row("add", "Add", [carried, before], shape))
        before = "add"
    return [*rows, _relu("out", before, shape)]


def cost(plan: Plan) -> Cost:
    """Of the whole block, for one photo."""
    counted = layers(plan)
    return Cost(sum(one["parameters"] for one in counted), sum(one["macs"] for one in counted))


def _convolved(
    plan: Plan, name: str, before: str, kernel: int, ins: int, outs: int, side: int, stride: int
) -> list[dict[str, Any]]:
    """A convolution, and batch norm behind it where the plan has it."""
    shape = [side, side, outs]
    counted = convolution(kernel, ins, outs, side, bias=True)
    rows = [row(f"{name}_conv", "Conv2D", [before], shape, counted, kernel=kernel, stride=stride)]
    if plan.batch_norm:  # scale, shift, and the running mean and variance
        rows.append(
            row(f"{name}_bn", "BatchNormalization", [f"{name}_conv"], shape, Cost(4 * outs))
        )
    return rows


def _relu(name: str, before: str, shape: list[int]) -> dict[str, Any]:
    return row(name, "ReLU", [before], shape, activation="relu")
