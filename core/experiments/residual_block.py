"""A residual block as it is planned: its layers, what they cost, with or without its parts (light).

Reference: He et al. 2015, arXiv 1512.03385, figures 2 and 5, table 1.  Counted as Keras builds
ResNet50: a bottleneck that halves does it in its first convolution, convolutions keep their bias in
front of batch norm.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from core.experiments.cost import Cost, convolution
from core.zoo.steps import planned, window

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
    came = planned("before", "", [], [plan.side, plan.side, plan.channels])
    (kernel, outs), *others = branch
    rows = _convolved(plan, "1", came, outs, window(kernel, 2 if plan.halves else 1))
    for number, (kernel, outs) in enumerate(others, 1):
        rows.append(_relu(f"{number}_relu", rows[-1]))
        rows += _convolved(plan, str(number + 1), rows[-1], outs, window(kernel))
    if plan.skip:
        way = _convolved(plan, "skip", came, plan.outs, window(1, 2)) if plan.projects else []
        carried = way[-1] if way else came
        both = [carried["name"], rows[-1]["name"]]
        rows = [*way, *rows, planned("add", "Add", both, rows[-1]["output"])]
    return [*rows, _relu("out", rows[-1])]


def cost(plan: Plan) -> Cost:
    """Of the whole block, for one photo."""
    counted = layers(plan)
    return Cost(sum(one["parameters"] for one in counted), sum(one["macs"] for one in counted))


def _convolved(
    plan: Plan, name: str, before: dict[str, Any], outs: int, how: dict[str, Any]
) -> list[dict[str, Any]]:
    """A convolution with a `window`, and batch norm behind it where the plan has it."""
    side, _, ins = before["output"]
    side = ceil(side / how["stride"])
    counted = convolution(how["kernel"][0], ins, outs, side, bias=True)
    conv = planned(f"{name}_conv", "Conv2D", [before["name"]], [side, side, outs])
    rows = [conv | vars(counted) | how]
    if plan.batch_norm:  # scale, shift, and the running mean and variance
        norm = planned(f"{name}_bn", "BatchNormalization", [conv["name"]], conv["output"])
        rows.append(norm | {"parameters": 4 * outs})
    return rows


def _relu(name: str, before: dict[str, Any]) -> dict[str, Any]:
    return planned(name, "ReLU", [before["name"]], before["output"], activation="relu")
