"""Which trainings may be held against each other (light)."""

from __future__ import annotations

from collections.abc import Sequence

from core.transfer.mistakes import FAULTS
from core.transfer.recipe import Recipe


def same_task(one: Recipe, other: Recipe) -> bool:
    """Whether both tell the same classes of the same photos apart."""
    return one.dataset == other.dataset and set(one.class_names) == set(other.class_names)


def honest(recipes: Sequence[Recipe]) -> bool:
    """Whether test accuracies can be compared: one task, and no test photo was trained on."""
    return all(FAULTS[recipe.fault].honest and same_task(recipe, recipes[0]) for recipe in recipes)
