"""The photos of a recipe: its three sets, and what its network is given of them (light)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.datasets.subset import Split, Subset, make_subset
from core.transfer import faults
from core.transfer.recipe import Recipe


def subset_of(recipe: Recipe) -> Subset:
    """The recipe's training, validation and test photos.  Raises what `make_subset` raises."""
    return make_subset(
        recipe.dataset,
        recipe.class_names,
        recipe.per_class,
        recipe.val_per_class,
        recipe.test_per_class,
        recipe.seed,
    )


def taught(recipe: Recipe) -> tuple[Subset, Split | None]:
    """The photos as the training sees them, with the recipe's mistake; where test photos leak,
    also fresh ones, which tell the truth."""
    if recipe.fault == faults.LABELS:
        return faults.mixed_up(subset_of(recipe), recipe.seed), None
    if recipe.fault != faults.LEAK:
        return subset_of(recipe), None
    subset = subset_of(recipe.but(test_per_class=2 * recipe.test_per_class))
    test, fresh = faults.halved(subset.test)
    return faults.leaked(replace(subset, test=test)), fresh


def divided(recipe: Recipe) -> bool:
    """Whether the network is given photos divided by 255 by mistake."""
    return recipe.fault == faults.SCALED and not recipe.scratch


def seen(recipe: Recipe, pixels: np.ndarray) -> np.ndarray:
    """Photos uint8 [n, size, size, 3] as the recipe's network is given them."""
    return faults.divided(pixels, recipe.backbone) if divided(recipe) else pixels
