"""What the advisor would have expected of trainings that are already over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.advise import model
from core.advise.case import WAYS
from core.advise.model import calibrated
from core.transfer.photos import subset_of
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, look_up, steps
from core.zoo import weights
from core.zoo.learnable import ALL
from core.zoo.network import Network


def comparable(recipe: Recipe) -> bool:
    """Whether the advisor has an opinion on a training: trained weights that are here, everything
    in unfrozen blocks learns, no mistake on purpose, at least two photos a class (light)."""
    return (
        not recipe.scratch
        and recipe.weights != weights.RANDOM
        and not recipe.fault
        and (recipe.learns == ALL or not recipe.unfreeze)
        and recipe.per_class >= 2
        and Network(recipe.backbone).ready
    )


def way_of(recipe: Recipe) -> str:
    """The way that is nearest to a recipe: as many unfrozen blocks, or the most that was tried."""
    return max(
        (way for way, blocks in WAYS.items() if blocks <= recipe.unfreeze), key=WAYS.__getitem__
    )


def foretell(
    recipes: Mapping[str, Recipe], fit: model.Fit, report: Report, cancelled: Cancelled
) -> dict[str, dict[str, Any]]:
    """Name → ``accuracy``, ``low``, ``high`` that were to be expected, from the training photos of
    each recipe (heavy).  Raises LabError where a dataset is gone, and `Cancelled`."""
    from core.advise.measure import look
    from core.transfer.cache import ActivationStore

    store, out = ActivationStore(), {}
    on_step = steps(report, cancelled, "measure")
    for number, (name, recipe) in enumerate(recipes.items()):
        on_step(number, len(recipes))
        photos = subset_of(recipe).train
        measures = look(
            recipe.backbone, photos, recipe.size, store, lambda done: look_up(cancelled)
        )
        way = way_of(recipe)
        out[name] = vars(fit.expected(measures, recipe.backbone, way, len(photos)))
    return out


def foretell_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What was to be expected of ``payload["recipes"]`` (name → recipe of a finished training):
    name → accuracy and range (`core.advise.foretell`)."""
    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return foretell(recipes, calibrated(), report, cancelled)
