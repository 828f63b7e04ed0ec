"""The inception module of 2014: four branches, concatenated; its cost with and without 1×1 (light).

Reference: Szegedy et al. 2014, Going Deeper with Convolutions, arXiv 1409.4842, Table 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.experiments.cost import Cost, convolution
from core.zoo.steps import planned, window


@dataclass(frozen=True)
class Module:
    """The channels of a module: what comes in, and what each convolution gives."""

    side: int  # of the square map
    ins: int
    ones: int  # 1×1
    reduce3: int  # 1×1 in front of the 3×3
    threes: int
    reduce5: int  # 1×1 in front of the 5×5
    fives: int
    pool: int  # 1×1 behind the pooling


# Table 1 of the paper: nine modules, and their published operations in millions
GOOGLENET = {
    "3a": Module(28, 192, 64, 96, 128, 16, 32, 32),
    "3b": Module(28, 256, 128, 128, 192, 32, 96, 64),
    "4a": Module(14, 480, 192, 96, 208, 16, 48, 64),
    "4b": Module(14, 512, 160, 112, 224, 24, 64, 64),
    "4c": Module(14, 512, 128, 128, 256, 24, 64, 64),
    "4d": Module(14, 512, 112, 144, 288, 32, 64, 64),
    "4e": Module(14, 528, 256, 160, 320, 32, 128, 128),
    "5a": Module(7, 832, 256, 160, 320, 32, 128, 128),
    "5b": Module(7, 832, 384, 192, 384, 48, 128, 128),
}
PUBLISHED = {"3a": 128, "3b": 304, "4a": 73, "4b": 88, "4c": 100} | {
    "4d": 119, "4e": 170, "5a": 54, "5b": 71
}  # fmt: skip


POOL = 3  # window of the max pooling


@dataclass(frozen=True)
class Step:
    """One operation of a branch; `kernel` 0 is the max pooling, which has no weights."""

    kernel: int
    outs: int
    cost: Cost
    bottleneck: bool = False  # a 1×1 that only changes the number of channels


@dataclass(frozen=True)
class Branch:
    """One way through the module; `channels` are what it adds to the output."""

    id: str  # "1x1" | "3x3" | "5x5" | "pool"
    steps: tuple[Step, ...]

    @property
    def channels(self) -> int:
        return self.steps[-1].outs

    @property
    def cost(self) -> Cost:
        return sum((step.cost for step in self.steps), Cost())


def branches(module: Module, bottlenecks: bool = True) -> tuple[Branch, ...]:
    """The four branches, left to right; without bottlenecks the 3×3 and 5×5 see every channel and
    the pooled channels pass as they are (Figure 2 of the paper)."""
    ins, side = module.ins, module.side

    def step(kernel: int, before: int, outs: int, bottleneck: bool = False) -> Step:
        return Step(kernel, outs, convolution(kernel, before, outs, side, bias=True), bottleneck)

    def reach(kernel: int, reduce: int, outs: int) -> tuple[Step, ...]:
        if not bottlenecks:
            return (step(kernel, ins, outs),)
        return (step(1, ins, reduce, True), step(kernel, reduce, outs))

    pooled = (Step(0, ins, Cost()),)
    return (
        Branch("1x1", (step(1, ins, module.ones),)),
        Branch("3x3", reach(3, module.reduce3, module.threes)),
        Branch("5x5", reach(5, module.reduce5, module.fives)),
        Branch("pool", pooled + ((step(1, ins, module.pool, True),) if bottlenecks else ())),
    )


def cost(module: Module, bottlenecks: bool = True) -> Cost:
    """Of the whole module."""
    return sum((branch.cost for branch in branches(module, bottlenecks)), Cost())


def channels(module: Module, bottlenecks: bool = True) -> int:
    """Of the concatenated output."""
    return sum(branch.channels for branch in branches(module, bottlenecks))


def layers(module: Module, bottlenecks: bool = True) -> list[dict[str, Any]]:
    """The module as the layers of a description, for `core.zoo.steps.steps`."""
    rows, ends, side = [], [], module.side
    for branch in branches(module, bottlenecks):
        before = "before"
        for number, step in enumerate(branch.steps, 1):
            name, output = f"{branch.id}_{number}", [side, side, step.outs]
            kind, size = ("Conv2D", step.kernel) if step.kernel else ("MaxPooling2D", POOL)
            row = planned(name, kind, [before], output, **vars(step.cost), **window(size))
            rows.append(row | {"activation": "relu" if step.kernel else None})
            before = name
        ends.append(before)
    whole = [side, side, channels(module, bottlenecks)]
    return [*rows, planned("concat", "Concatenate", ends, whole)]


def break_even(kernel: int, ins: int, outs: int) -> float:
    """The bottleneck width above which 1×1 and k×k together cost more MACs than the k×k alone.

    k²·ins·outs = ins·b + k²·b·outs, solved for b.
    """
    return kernel**2 * ins * outs / (ins + kernel**2 * outs)
