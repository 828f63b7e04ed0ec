"""The branches of a module in words, from its steps."""

from __future__ import annotations

from collections.abc import Sequence

from core.experiments.factorised import Kernel, kernel, ways
from core.zoo.steps import Step
from pages.architectures.step_words import name


def window(size: Kernel) -> str:
    """``3×3``."""
    return f"{size[0]}×{size[1]}"


def chain(way: Sequence[Step]) -> str:
    """``1×1 → 3×3``: the steps of a way, merges left out."""
    shown = [
        window(kernel(step)) if step.layer["kind"] == "Conv2D" else name(step.layer)
        for step in way
        if step.layer["kind"] != "Concatenate"
    ]
    return " → ".join(shown)


def branch(every: Sequence[Step], layer: str) -> str:
    """The branch that ends in a layer; ``1×1 → 1×3 | 3×1`` where it parts once more."""
    end = next(place for place, step in enumerate(every) if layer in _names(step))
    found = [chain(way) for way in ways(every[: end + 1])]
    if len(found) == 1:
        return found[0]
    common = found[0].rpartition(" → ")[0]
    return f"{common} → {' | '.join(one.rpartition(' → ')[2] for one in found)}"


def _names(step: Step) -> list[str]:
    return [layer["name"] for layer in step.layers]
