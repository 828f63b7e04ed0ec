"""The epsilon curve: the same attack with every budget, as one batch (light)."""

from __future__ import annotations

from itertools import count
from typing import Any, TypedDict

import numpy as np

from core.images import from_text
from core.imagine.attacks.problem import OnStep, unheard
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.run import mask_of, problem_of, region_of
from core.messages import LabError
from core.statistics import wilson_interval
from core.work import Cancelled, Document, Report, steps
from core.zoo import classifier

BUDGETS = (0, 1, 2, 3, 4, 6, 8, 12, 16)
PHOTOS = 4  # photos of a batch when there are several


class Row(TypedDict):
    """What one budget achieves."""

    budget: int  # levels of 255
    success: float  # share of the photos
    count: int  # of photos
    interval: list[float]  # of that share (Wilson, 95 %)
    confidence: float  # mean of the target's probability, or of all that is not the first answer
    index: int | None  # with one photo, the class it is now taken for


class Sweep(TypedDict):
    rows: list[Row]


def sweep(
    attack: Attack,
    photos: np.ndarray,
    region: np.ndarray | None = None,
    budgets: tuple[int, ...] = BUDGETS,
    on_step: OnStep = unheard,
) -> list[Row]:
    """What each budget, with its own step size, achieves on views uint8 [n, size, size, 3]."""
    if attack.check().norm != "linf":
        raise LabError("The epsilon curve belongs to attacks that bound every pixel’s change.")
    reached, confidence, answers = [], [], []
    for start in range(0, len(photos), PHOTOS):
        part = photos[start : start + PHOTOS]
        problem = problem_of(attack, part, region, on_step, early=False, budgets=budgets)
        said = problem.victim.probabilities(attack.facts.make(problem).pictures)
        shape = len(part), len(budgets)
        reached.append(problem.goal.reached(said).reshape(shape))
        confidence.append(problem.goal.confidence(said).reshape(shape))
        answers.append(said[0].argmax(1).reshape(shape))
    hits, sure, index = (np.concatenate(rows) for rows in (reached, confidence, answers))
    return [
        {
            "budget": int(budget),
            "success": float(hits[:, k].mean()),
            "count": len(photos),
            "interval": list(wilson_interval(int(hits[:, k].sum()), len(photos))),
            "confidence": float(sure[:, k].mean()),
            "index": int(index[0, k]) if len(photos) == 1 else None,
        }
        for k, budget in enumerate(budgets)
    ]


def attack_sweep_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The epsilon curve of ``recipe`` for ``payload["photo"]`` or, without one, for all labelled
    sample photos."""
    from core.datasets.samples import samples

    recipe, mask = Attack.from_json(payload["recipe"]), mask_of(payload)
    if payload.get("photo"):
        photos = [from_text(payload["photo"])]
    else:
        photos, mask = [s.pixels() for s in samples() if s.labelled == "imagenet"], None
    views = np.stack([classifier.view(recipe.backbones[0], photo) for photo in photos])
    on_done, done = steps(report, cancelled, "attack"), count()
    total = -(-len(views) // PHOTOS) * (recipe.steps + 1)

    def on_step(*_: Any) -> None:
        on_done(next(done), total)

    return {"rows": sweep(recipe, views, region_of(mask, photos[0], recipe), on_step=on_step)}
