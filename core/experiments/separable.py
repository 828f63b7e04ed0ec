"""Depthwise separable convolutions and inverted residuals: what they cost (light).

References: Howard et al. 2017, MobileNets, arXiv 1704.04861 (the formula 1/out + 1/k²); Sandler et
al. 2018, MobileNetV2, arXiv 1801.04381.  Convolutions have no bias: batch norm follows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.experiments.cost import Cost, convolution, depthwise
from core.zoo.steps import planned, window


@dataclass(frozen=True)
class Pair:
    """The same job twice: k×k over every channel at once, or k×k per channel and then 1×1."""

    standard: Cost
    depthwise: Cost
    pointwise: Cost

    @property
    def separable(self) -> Cost:
        return self.depthwise + self.pointwise

    @property
    def share(self) -> float:
        """The separable one's work as a share of the standard one's: 1/outs + 1/k²."""
        return self.separable.macs / self.standard.macs


def pair(kernel: int, ins: int, outs: int, side: int) -> Pair:
    """Both ways from `ins` to `outs` channels on a map of side × side."""
    return Pair(
        convolution(kernel, ins, outs, side),
        depthwise(kernel, ins, side),
        convolution(1, ins, outs, side),
    )


@dataclass(frozen=True)
class Inverted:
    """An inverted residual: narrow → wide → narrow."""

    ins: int
    outs: int
    expansion: int
    kernel: int
    stride: int
    side: int  # of the input map

    @property
    def wide(self) -> int:
        return self.ins * self.expansion

    @property
    def side_out(self) -> int:
        return -(-self.side // self.stride)

    @property
    def skip(self) -> bool:
        """Whether the input can be added to the output: both have the same shape."""
        return self.stride == 1 and self.ins == self.outs

    @property
    def expand(self) -> Cost:
        """The 1×1 that widens; without expansion there is none (MobileNetV2's first block)."""
        if self.expansion == 1:
            return Cost()
        return convolution(1, self.ins, self.wide, self.side)

    @property
    def depthwise(self) -> Cost:
        return depthwise(self.kernel, self.wide, self.side_out)

    @property
    def project(self) -> Cost:
        """The 1×1 that narrows again; no activation follows it."""
        return convolution(1, self.wide, self.outs, self.side_out)

    @property
    def cost(self) -> Cost:
        return self.expand + self.depthwise + self.project

    @property
    def standard(self) -> Cost:
        """The same with an ordinary k×k convolution in the wide middle."""
        middle = convolution(self.kernel, self.wide, self.wide, self.side_out)
        return self.expand + middle + self.project

    def layers(self) -> list[dict[str, Any]]:
        """The block as the layers of a description, for `core.zoo.steps.steps`."""
        wide, after = [self.side, self.side, self.wide], [self.side_out, self.side_out]
        expand = planned("expand", "Conv2D", ["before"], wide, **vars(self.expand), **window(1))
        rows = [expand | {"activation": "relu6"}] if self.expansion > 1 else []
        before = "expand" if rows else "before"
        filtered = planned("depthwise", "DepthwiseConv2D", [before], [*after, self.wide])
        filtered |= vars(self.depthwise) | window(self.kernel, self.stride)
        rows.append(filtered | {"activation": "relu6"})
        out = [*after, self.outs]
        rows.append(
            planned("project", "Conv2D", ["depthwise"], out, **vars(self.project), **window(1))
        )
        if self.skip:
            rows.append(planned("add", "Add", ["before", "project"], out))
        return rows
