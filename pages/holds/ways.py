"""Three ways to learn the same photos, and one measurement of what they do with damaged ones.

The part on damage and the one on how sure they are read the same measurement.
"""

from __future__ import annotations

from typing import Any

from core.transfer.recipe import Recipe
from dashboard.shell.language import N_, _

NAMES = {
    "scratch": N_("From scratch"),
    "frozen": N_("Feature extraction"),
    "tuned": N_("Fine-tuning"),
}
TONES = {"scratch": "quiet", "frozen": "frozen", "tuned": "trainable"}
SEEDS = 2
BASE = Recipe(size=96, batch=32, test_per_class=10)  # of each seed; the seeds’ photos differ
OTHER = BASE.but(backbone="squeezenet", per_class=20)  # of the examples


def names() -> dict[str, str]:
    """The ways in the learner's language."""
    return {way: _(name) for way, name in NAMES.items()}


def tuned(base: Recipe = BASE) -> Recipe:
    """Fine-tuning that trains the head alone first."""
    return base.but(unfreeze=4, lp_ft=10, epochs=10, suffix_lr=1e-4)


def payload(base: Recipe = BASE) -> dict[str, Any]:
    """What the worker is asked for."""
    ways = {
        "scratch": base.but(scratch=True, size=32, epochs=30),
        "frozen": base,
        "tuned": tuned(base),
    }
    return {"ways": {way: recipe.to_json() for way, recipe in ways.items()}, "seeds": SEEDS}
