"""What every installed network says about a finished image, read back from its PNG (heavy)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.imagine.answers import logits_of, softmax
from core.imagine.ideal.recipe import Ideal
from core.imagine.ideal.result import Opinion, Verdict
from core.zoo import classifier


def opinion(image: np.ndarray, backbone: str, target: int) -> Opinion:
    """What a network says of a class in an image uint8 [h, w, 3], seen as it sees any photo."""
    logits = logits_of(backbone, classifier.view(backbone, image)[None])[0]
    return {
        "probability": float(softmax(logits)[target]),
        "logit": float(logits[target]),
        "rank": 1 + int((logits > logits[target]).sum()),
    }


def variation(image: np.ndarray) -> float:
    """The total variation of an image uint8 [h, w, 3]: mean absolute difference of neighbours per
    pixel and channel, pixels being 0..1."""
    values = image.astype(np.float64) / 255
    down, across = np.abs(np.diff(values, axis=0)), np.abs(np.diff(values, axis=1))
    return float((down.sum() + across.sum()) / values.size)


def verdict(image: np.ndarray, recipe: Ideal, judges: Sequence[str]) -> Verdict:
    """The part of a result that is recomputed from a decoded PNG uint8 [h, w, 3]."""
    target = recipe.target
    said: Verdict = {
        "class": target,
        "probability": None,
        "logit": None,
        "tv": variation(image),
        "judged_by": {},
    }
    if target is None:
        return said
    for name in judges:
        found = opinion(image, name, target)
        if name == recipe.backbone:
            said["probability"], said["logit"] = found["probability"], found["logit"]
        said["judged_by"][name] = {"probability": found["probability"], "rank": found["rank"]}
    return said
