"""What the learner's own networks say about an attack on another network (heavy).

A training is repeated from its recipe: the same seed gives the same weights, and the frozen part
is in the activation store, so it takes seconds and no weights need to be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.transfer.fit import train
from core.transfer.recipe import Recipe
from core.transfer.trained import Trained
from core.work import Cancelled, Report


def verdicts(
    recipe: Recipe,
    pairs: Sequence[tuple[np.ndarray, np.ndarray]],
    report: Report,
    cancelled: Cancelled,
) -> list[dict[str, Any]]:
    """What the network of a training recipe says about pictures before and after an attack.

    pairs: uint8 [h, w, 3] each.  One verdict a pair: ``recipe``, ``clean`` and ``adversarial``
    ({index, name, probability} among the recipe's own classes) and ``fooled``.
    """
    kept: list[Trained] = []
    train(recipe, report, cancelled, on_trained=kept.append)
    said = kept[0].probabilities([picture for pair in pairs for picture in pair])
    answers = [
        {
            "index": int(row.argmax()),
            "name": recipe.class_names[int(row.argmax())],
            "probability": float(row.max()),
        }
        for row in said
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
