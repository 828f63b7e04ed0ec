"""What came of an attack, measured on the decoded PNG files and nothing else (light)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.imagine.answers import best, probabilities_of
from core.imagine.attacks.goal import goal_of
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Difference, Judged, Top, Verdict
from core.zoo import classifier

TOP = 5


def judge(before: np.ndarray, after: np.ndarray, attack: Attack) -> Judged:
    """Judge two pictures uint8 [size, size, 3] of the attacked network's input, by every network
    that can name ImageNet classes here."""
    names = list(dict.fromkeys([*attack.backbones, *classifier.available()]))
    said = {name: probabilities_of(name, (before, after)) for name in names}
    goal = goal_of(attack.goal, attack.target, said[attack.backbones[0]][0][None, None])
    target = int(goal.labels[0, 0]) if goal.targeted else None
    judged = {name: _verdict(said[name], target) for name in names}
    first = judged[attack.backbones[0]]
    wins = [judged[name]["hit" if goal.targeted else "fooled"] for name in attack.backbones]
    return {
        "success": all(wins),
        "target": target,
        "clean": first["clean"],
        "adversarial": first["adversarial"],
        "judged_by": judged,
        **difference(before, after),
    }


def difference(before: np.ndarray, after: np.ndarray) -> Difference:
    """How far two pictures uint8 [h, w, 3] lie apart."""
    from skimage import metrics

    similarity: Callable[..., float] = metrics.structural_similarity

    change = after.astype(np.int32) - before.astype(np.int32)
    squared = change.astype(np.float64) ** 2
    squares = float(squared.mean())
    return {
        "linf": int(np.abs(change).max()),
        "l2": float(np.sqrt(squared.sum()) / 255),
        "changed_pixels": int((change != 0).any(2).sum()),
        "psnr": 10 * float(np.log10(255**2 / squares)) if squares else None,
        "ssim": float(similarity(before, after, channel_axis=2)),
    }


def _verdict(said: np.ndarray, target: int | None) -> Verdict:
    clean, adversarial = said
    return {
        "clean": _answer(clean),
        "adversarial": _answer(adversarial),
        "fooled": bool(clean.argmax() != adversarial.argmax()),
        "hit": None if target is None else bool(adversarial.argmax() == target),
        "target_probability": None if target is None else float(adversarial[target]),
    }


def _answer(probabilities: np.ndarray) -> Top:
    top = best(probabilities, TOP)
    return {**top[0], "top": top}
