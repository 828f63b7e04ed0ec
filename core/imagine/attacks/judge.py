"""What came of an attack, measured on the decoded PNG files and nothing else (heavy).

Sizes of a change: L∞ in levels of 255, L2 of the whole change with colours counted 0..1, pixels
that differ in any colour, PSNR in decibels, SSIM (Wang et al. 2004, as scikit-image computes it).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from core.imagine.answers import logits_of, softmax
from core.imagine.attacks.recipe import CLASS, LEAST, UNTARGETED, Attack
from core.zoo import classifier

TOP = 5


def judge(before: np.ndarray, after: np.ndarray, attack: Attack) -> dict[str, Any]:
    """Judge two pictures uint8 [size, size, 3] of the attacked network's input.

    Gives ``success``, ``clean`` and ``adversarial`` ({index, probability, top}), ``target`` (class
    or None), the sizes of the change (`difference`), and ``judged_by``: for every network
    that can name ImageNet classes here its ``clean`` and ``adversarial``
    answers, ``fooled`` (another class than before), ``hit`` (the target; None without one) and
    ``target_probability``.
    """
    names = list(dict.fromkeys([*attack.backbones, *classifier.available()]))
    said = {name: _said(name, before, after) for name in names}
    target = target_of(attack, said[attack.backbones[0]][0])
    judged = {name: _verdict(*said[name], target) for name in names}
    first = judged[attack.backbones[0]]
    wanted = "fooled" if attack.goal == UNTARGETED else "hit"
    return {
        "success": all(judged[name][wanted] for name in attack.backbones),
        "target": target,
        "clean": first["clean"],
        "adversarial": first["adversarial"],
        "judged_by": judged,
    } | difference(before, after)


def target_of(attack: Attack, clean: np.ndarray) -> int | None:
    """The class the attack is to reach, from the clean probabilities [1000]; None without one."""
    if attack.goal == UNTARGETED:
        return None
    if attack.goal == CLASS:
        return attack.target
    return int(clean.argsort()[0 if attack.goal == LEAST else -2])


def difference(before: np.ndarray, after: np.ndarray) -> dict[str, Any]:
    """How far two pictures uint8 [h, w, 3] lie apart; PSNR is None where they are equal."""
    from skimage.metrics import structural_similarity

    change = after.astype(np.int32) - before.astype(np.int32)
    squares = float((change.astype(np.float64) ** 2).mean())
    return {
        "linf": int(np.abs(change).max()),
        "l2": float(np.sqrt((change.astype(np.float64) ** 2).sum()) / 255),
        "changed_pixels": int((change != 0).any(2).sum()),
        "psnr": 10 * float(np.log10(255**2 / squares)) if squares else None,
        "ssim": float(structural_similarity(before, after, channel_axis=2)),
    }


def _said(name: str, before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    views = np.stack([classifier.view(name, picture) for picture in (before, after)])
    clean, adversarial = softmax(logits_of(name, views))
    return clean, adversarial


def _verdict(clean: np.ndarray, adversarial: np.ndarray, target: int | None) -> dict[str, Any]:
    return {
        "clean": _answer(clean),
        "adversarial": _answer(adversarial),
        "fooled": bool(clean.argmax() != adversarial.argmax()),
        "hit": None if target is None else bool(adversarial.argmax() == target),
        "target_probability": None if target is None else float(adversarial[target]),
    }


def _answer(probabilities: np.ndarray) -> dict[str, Any]:
    best = np.argsort(-probabilities, kind="stable")[:TOP]
    top = [{"index": int(k), "probability": float(probabilities[k])} for k in best]
    return {**top[0], "top": top}
