"""What the advisor would have expected of trainings that are already over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.advise import model
from core.advise.case import networks
from core.advise.evidence import on_purpose
from core.advise.model import calibrated
from core.advise.ways import WAYS
from core.transfer.photos import subset_of
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, look_up, steps
from core.zoo import catalog as zoo
from core.zoo import weights
from core.zoo.network import Network


def comparable(recipe: Recipe) -> bool:
    """Whether the advisor has an opinion on a training: trained weights that are here, what learns
    in unfrozen blocks is what some way lets learn, no augmentation, no mistake on purpose, at least
    two photos a class (light)."""
    return (
        not recipe.scratch
        and recipe.weights != weights.RANDOM
        and not on_purpose(recipe)
        and recipe.augment == "none"
        and (not recipe.unfreeze or any(way.learns == recipe.learns for way in WAYS.values()))
        and recipe.per_class >= 2
        and Network(recipe.backbone).ready
    )


def way_of(recipe: Recipe) -> str:
    """The way that is nearest to a recipe: the same learns, then the number of unfrozen
    blocks is nearest."""
    depth = len(zoo.get(recipe.backbone).blocks)

    def far(name: str) -> tuple[bool, int]:
        way = WAYS[name]
        return (
            bool(recipe.unfreeze) and way.learns != recipe.learns,
            abs(way.unfreeze(depth) - recipe.unfreeze),
        )

    return min((n for n, way in WAYS.items() if way.frozen == (not recipe.unfreeze)), key=far)


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
        measures = {
            backbone: look(backbone, photos, recipe.size, store, lambda done: look_up(cancelled))
            for backbone in networks(recipe.size)
        }
        way = way_of(recipe)
        out[name] = vars(fit.expected(measures, recipe.backbone, way, len(photos)))
    return out


def foretell_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What was to be expected of ``payload["recipes"]`` (name → recipe of a finished training):
    name → accuracy and range (`core.advise.foretell`)."""
    recipes = {name: Recipe.from_json(given) for name, given in payload["recipes"].items()}
    return foretell(recipes, calibrated(), report, cancelled)
