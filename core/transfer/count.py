"""How many parameters a recipe trains, counted without building anything (light)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from core.transfer import learns
from core.transfer.recipe import Recipe
from core.zoo import learnable

HIDDEN = {"probe": (), "linear": (), "mlp": (256,), "deep": (512, 256)}  # units of every head
_NORMED = ("deep",)  # heads with batch norm behind each hidden layer: four numbers a unit
_SCRATCH_CHANNELS = (3, 32, 64, 128)
_SCRATCH_HIDDEN = 128


def head_parameters(head: str, features: int, outputs: int) -> int:
    """Weights and biases of a head on `features` averages."""
    widths = (features, *HIDDEN[head], outputs)
    dense = sum((before + 1) * after for before, after in pairwise(widths))
    return dense + 4 * sum(HIDDEN[head]) * (head in _NORMED)


def head_trainable(head: str, features: int, outputs: int) -> int:
    """Those of them that learn by gradient: batch norm's statistics do not."""
    still = 2 * sum(HIDDEN[head]) * (head in _NORMED)
    return head_parameters(head, features, outputs) - still


def scratch_parameters(size: int, outputs: int) -> int:
    """Of the chapter's small CNN: three 3x3 convolutions with pooling, two dense layers."""
    total, side = 0, size
    for before, after in pairwise(_SCRATCH_CHANNELS):
        total += (9 * before + 1) * after
        side = (side - 2) // 2
    flat = side * side * _SCRATCH_CHANNELS[-1]
    return total + (flat + 1) * _SCRATCH_HIDDEN + (_SCRATCH_HIDDEN + 1) * outputs


def trainable(recipe: Recipe, facts: Mapping[str, Any]) -> int:
    """The parameters that learn; `facts` are the backbone's, as `core.zoo.facts` counted them."""
    if recipe.scratch:
        return scratch_parameters(recipe.size, recipe.outputs)
    blocks = facts["blocks"][recipe.boundary :]
    learning = learns.parameters(blocks, recipe.learns, recipe.rank)
    if recipe.learns == learnable.ALL and recipe.bn == "train":
        learning += learns.parameters(blocks, learnable.NORM, 1)
    return head_trainable(recipe.head, facts["features"], recipe.outputs) + learning


def total(recipe: Recipe, facts: Mapping[str, Any]) -> int:
    """All parameters of the network that answers, frozen ones included."""
    if recipe.scratch:
        return scratch_parameters(recipe.size, recipe.outputs)
    head = head_parameters(recipe.head, facts["features"], recipe.outputs)
    new = 0
    if recipe.learns == learnable.ADAPTER:
        new = learns.parameters(facts["blocks"][recipe.boundary :], recipe.learns, recipe.rank)
    return int(facts["total_parameters"]) + head + new
