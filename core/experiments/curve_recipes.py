"""The trainings behind the curves that a quiz lets the learner predict (light).

Accuracies are of validation photos, of which no training here chooses anything; test photos stay
untouched, so that one of each class is all that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.transfer.recipe import Recipe

VALIDATION = 30  # photos of each class
FEW_TO_MANY = (5, 20, 80)  # photos of each class
SIZES = (32, 64, 96, 128)  # pixels a side
RATES = (1e-5, 1e-4, 1e-3, 1e-2, 1e-1)
ALONE, LOOSE = 4, 6  # epochs of the head alone, epochs with unfrozen blocks


def _few(dataset: str, **chosen: Any) -> Recipe:
    few = {"per_class": 20, "val_per_class": VALIDATION, "test_per_class": 1}
    return Recipe(dataset=dataset, **few | chosen)


def frozen(dataset: str) -> Recipe:
    """Feature extraction that is quick on two cores."""
    return _few(dataset, size=96, epochs=10, batch=16)


def scratch(dataset: str) -> Recipe:
    """The chapter's small CNN on the same photos."""
    return _few(dataset, scratch=True, size=32, epochs=15, batch=32)


def loose(dataset: str) -> Recipe:
    """Fine-tuning at a rate a thousand times too high."""
    return _few(dataset, size=64, lp_ft=ALONE, epochs=LOOSE, unfreeze=2, suffix_lr=1e-2, batch=32)


def few_photos(dataset: str) -> Recipe:
    """A network with far more parameters than photos, trained for long."""
    return scratch(dataset).but(epochs=40, batch=16, lr=2e-3)


# What the playground opens with, to go on from a prediction.
RECIPES: dict[str, Callable[[str], Recipe]] = {
    "photos": frozen,
    "reuse": scratch,
    "sizes": frozen,
    "rates": frozen,
    "loose": loose,
    "losses": few_photos,
}
