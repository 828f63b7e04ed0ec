"""A block as the steps a reader follows: the layers of a description, folded (light).

Batch norm and activation act on what a convolution has just computed, padding prepares what it is
about to read: each is folded into the step of that layer, so that a drawing shows what flows where.
Nothing is lost: every layer of the block stands in exactly one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Layer = Mapping[str, Any]  # a row of `describe.Description`
INPUT = "input"  # where a block begins: the last layer of the block before it

_BEHIND = {"BatchNormalization", "Activation", "ReLU", "Reshape"}
_BEFORE = {"ZeroPadding2D"}


@dataclass(frozen=True)
class Step:
    """One box of a block's drawing: the layer that does the work and those folded into it."""

    layer: Layer
    before: tuple[Layer, ...]  # folded, in front of it
    behind: tuple[Layer, ...]  # folded, behind it
    inputs: tuple[str, ...]  # ids of steps, or INPUT

    @property
    def id(self) -> str:
        return str(self.layer["name"])

    @property
    def layers(self) -> tuple[Layer, ...]:
        return (*self.before, self.layer, *self.behind)

    @property
    def last(self) -> Layer:
        return self.layers[-1]

    @property
    def normalised(self) -> bool:
        return any(layer["kind"] == "BatchNormalization" for layer in self.layers)

    @property
    def activations(self) -> tuple[str, ...]:
        """Names in their order: relu, relu6, swish, sigmoid, softmax."""
        return tuple(layer["activation"] for layer in self.layers if layer["activation"])

    @property
    def parameters(self) -> int:
        return sum(layer["parameters"] for layer in self.layers)

    @property
    def macs(self) -> int:
        return sum(layer["macs"] for layer in self.layers)


def planned(
    name: str, kind: str, inputs: Sequence[str], output: Sequence[int], **more: Any
) -> dict[str, Any]:
    """A layer that is not built, in the form of `core.zoo.describe`, so that it is drawn as real
    ones are; what `more` does not say of it, it does not have."""
    nothing = {"parameters": 0, "macs": 0, "kernel": None, "stride": None, "activation": None}
    said = {"name": name, "kind": kind, "inputs": list(inputs), "output": list(output)}
    return said | nothing | more


def window(kernel: int, stride: int = 1) -> dict[str, Any]:
    """What `planned` is told of a square kernel or pooling window."""
    return {"kernel": [kernel, kernel], "stride": stride}


def steps(layers: Sequence[Layer]) -> list[Step]:
    """The steps of a block from its layers, in an order in which inputs come first.

    What a block reads from outside is `INPUT`; its `InputLayer`, if it has one, is the same.
    """
    rows = {layer["name"]: layer for layer in layers if layer["kind"] != "InputLayer"}
    readers = Counter(name for layer in rows.values() for name in set(layer["inputs"]))
    owner: dict[str, str] = {}  # layer -> the working layer of its step

    def alone(name: str) -> bool:
        return name in rows and readers[name] == 1

    order = _sorted(rows)
    for name in order:
        source = rows[name]["inputs"][0]
        folds = rows[name]["kind"] in _BEHIND and alone(source)
        owner[name] = owner[source] if folds else name
    for name in reversed(order):  # padding goes to the one layer that reads it
        if rows[name]["kind"] in _BEFORE and readers[name] == 1:
            owner[name] = owner[next(n for n in order if name in rows[n]["inputs"])]

    def made_of(id_: str) -> Step:
        own = [name for name in order if owner[name] == id_]
        place = own.index(id_)
        sources = (source for name in own for source in rows[name]["inputs"])
        outside = [owner.get(source, INPUT) for source in sources if source not in own]
        return Step(
            rows[id_],
            tuple(rows[name] for name in own[:place]),
            tuple(rows[name] for name in own[place + 1 :]),
            tuple(outside),
        )

    return [made_of(name) for name in order if owner[name] == name]


def _sorted(rows: Mapping[str, Layer]) -> list[str]:
    """Names so that every layer comes after its inputs, otherwise in the given order."""
    out: list[str] = []
    waiting = list(rows)
    while waiting:
        name = next(n for n in waiting if all(i not in waiting for i in rows[n]["inputs"]))
        waiting.remove(name)
        out.append(name)
    return out
