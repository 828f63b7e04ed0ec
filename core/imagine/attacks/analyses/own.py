"""What the learner's own networks say about an attack on another network (light).

A training is repeated from its recipe: the same seed gives the same weights, and the frozen part
is in the activation store, so it takes seconds and no weights need to be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from core.imagine.answers import Answer, best
from core.transfer.recipe import Recipe
from core.work import Cancelled, Report

if TYPE_CHECKING:
    from core.transfer.trained import Trained


class OwnAnswer(Answer):
    name: str  # among the training's own classes


class OwnVerdict(TypedDict):
    """What one of the learner's networks says before and after an attack."""

    recipe: dict[str, Any]  # `Recipe.to_json`
    clean: OwnAnswer
    adversarial: OwnAnswer
    fooled: bool


def verdicts(
    recipe: Recipe,
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    report: Report,
    cancelled: Cancelled,
) -> list[OwnVerdict]:
    """What the network of a training recipe says about pairs of pictures uint8 [h, w, 3], before
    and after an attack: one verdict a pair."""
    from core.transfer.fit import train

    kept: list[Trained] = []
    train(recipe, report, cancelled, on_trained=kept.append)
    said = kept[0].probabilities([picture for pair in pairs for picture in pair])
    firsts = [best(row, 1)[0] for row in said]
    answers: list[OwnAnswer] = [
        {**first, "name": recipe.class_names[first["index"]]} for first in firsts
    ]
    return [
        {
            "recipe": recipe.to_json(),
            "clean": clean,
            "adversarial": adversarial,
            "fooled": clean["index"] != adversarial["index"],
        }
        for clean, adversarial in zip(answers[::2], answers[1::2], strict=True)
    ]
