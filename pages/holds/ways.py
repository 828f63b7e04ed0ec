"""The three ways of this lesson in words, and what its parts ask the worker for.

The part on damage and the one on how sure they are read the same measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.experiments import shift
from core.transfer.recipe import Recipe
from dashboard.shell.language import N_, _

NAMES = {
    "scratch": N_("From scratch"),
    "frozen": N_("Feature extraction"),
    "tuned": N_("Fine-tuning"),
}
TONES = {"scratch": "quiet", "frozen": "frozen", "tuned": "trainable"}
OTHER = shift.BASE.but(backbone="squeezenet", per_class=20)  # of the examples


def names() -> dict[str, str]:
    """The ways in the learner's language."""
    return {way: _(name) for way, name in NAMES.items()}


def payload(base: Recipe = shift.BASE) -> dict[str, Any]:
    """Of the measurement of all three."""
    ways = {way: recipe.to_json() for way, recipe in shift.ways(base).items()}
    return {"ways": ways, "seeds": shift.SEEDS}


def smaller(found: Mapping[str, Any], *left_out: str) -> dict[str, Any]:
    """What the file of an example keeps of a result."""
    runs = [
        {name: value for name, value in run.items() if name not in ("rows", *left_out)}
        for run in found["runs"]
    ]
    return {**found, "runs": runs}
