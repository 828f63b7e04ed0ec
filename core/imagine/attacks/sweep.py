"""The epsilon curve: the same attack with every budget, as one batch (heavy)."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.imagine.attacks import signs
from core.imagine.attacks.goal import goal_of
from core.imagine.attacks.problem import OnStep, Problem, unheard
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import victim
from core.messages import LabError, msg
from core.statistics import wilson_interval

BUDGETS = (0, 1, 2, 3, 4, 6, 8, 12, 16)
PHOTOS = 4  # photos of a batch when there are several


def sweep(
    attack: Attack,
    photos: np.ndarray,
    region: np.ndarray | None = None,
    budgets: tuple[int, ...] = BUDGETS,
    on_step: OnStep = unheard,
) -> list[dict[str, Any]]:
    """What each budget (levels of 255) achieves on views uint8 [n, size, size, 3].

    The step size follows from each budget.  One row a budget: ``budget``, ``success`` (share of
    the photos), ``count``, ``interval`` (Wilson, 95 %), ``confidence`` (mean over the photos of
    the target's probability, or of all that is not the first answer), and with one photo its
    ``index``, the class it is now taken for.
    """
    if attack.check().norm != "linf":
        raise LabError(msg("The epsilon curve belongs to attacks that bound every pixel’s change."))
    network = victim(attack.backbones)
    reached: list[np.ndarray] = []
    confidence: list[np.ndarray] = []
    answers: list[np.ndarray] = []
    for start in range(0, len(photos), PHOTOS):
        part = photos[start : start + PHOTOS]
        every = np.repeat(part, len(budgets), 0)
        levels = np.tile(np.array(budgets), len(part))
        clean = network.probabilities(part)
        goal = goal_of(attack, np.repeat(clean, len(budgets), 1))
        problem = Problem(network, goal, every, region, attack, on_step)
        strides = np.tile([_stride(attack, budget) for budget in budgets], len(part))
        found = signs.within(problem, levels, strides, stop_when_sure=False)
        said = network.probabilities(found.pictures)
        shape = len(part), len(budgets)
        reached.append(goal.reached(said).reshape(shape))
        confidence.append(goal.confidence(said).reshape(shape))
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


def _stride(attack: Attack, budget: int) -> int:
    """The step size that follows from a budget."""
    return Attack.of(attack.method, budget=budget, steps=attack.steps).step
