"""Several recipes one after the other on the real engine, of each what a lesson shows (heavy)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.messages import LabError, Message
from core.transfer.recipe import Recipe
from core.transfer.several import each
from core.work import Cancelled, Document, Report

SHOWN = (
    "history",
    "train_accuracy",
    "val_accuracy",
    "test_accuracy",
    "test_interval",
    "trainable_parameters",
    "seconds",
)


def run(
    recipes: Mapping[str, Recipe], report: Report, cancelled: Callable[[], bool]
) -> dict[str, Any]:
    """Train every recipe; name → the fields `SHOWN` of its result (`docs/result.md`).

    `report` hears what `several.each` reports.  Raises what `train` raises.
    """
    out = {}
    for name, outcome in each(recipes, report, cancelled):
        if isinstance(outcome, Message):
            raise LabError(outcome)
        out[name] = {key: value for key, value in outcome.items() if key in SHOWN}
    return out


def trainings_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Run ``payload["recipes"]`` (name → recipe) one after the other: name → result in short."""
    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return run(recipes, report, cancelled)
