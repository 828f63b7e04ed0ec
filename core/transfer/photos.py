"""The photos of a recipe: its three sets, and what its network is given of them (light)."""

from __future__ import annotations

import numpy as np

from core.datasets.subset import Split, Subset, make_subset
from core.transfer.mistakes import FAULTS
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
    """The photos as the training sees them, with the recipe's mistake; where its test photos tell
    no truth, also fresh ones, which do."""
    mistake = FAULTS[recipe.fault]
    subset = subset_of(recipe.but(test_per_class=mistake.tests * recipe.test_per_class))
    return mistake.photos(subset, recipe)


def seen(recipe: Recipe, pixels: np.ndarray) -> np.ndarray:
    """Photos uint8 [n, size, size, 3] as the recipe's network is given them."""
    change = FAULTS[recipe.fault].pixels
    return pixels if change is None or recipe.scratch else change(pixels, recipe.backbone)
