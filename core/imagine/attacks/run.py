"""Run an attack on a photo and judge what is left of it as a PNG (heavy)."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from core import images
from core.imagine.attacks import carlini_wagner, deepfool, one_pixel, patch, signs
from core.imagine.attacks.goal import goal_of
from core.imagine.attacks.judge import judge
from core.imagine.attacks.problem import Found, Make, OnStep, Problem, one_by_one, unheard
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import victim
from core.messages import LabError, msg
from core.zoo import classifier

MAKERS: dict[str, Make] = {
    "fgsm": signs.make,
    "pgd": signs.make,
    "deepfool": one_by_one(deepfool.make),
    "one_pixel": one_by_one(one_pixel.make),
    "carlini_wagner": one_by_one(carlini_wagner.make),
    "patch": patch.make,
}


def make(
    attack: Attack,
    photos: np.ndarray,
    region: np.ndarray | None = None,
    on_step: OnStep = unheard,
) -> Found:
    """Attack views uint8 [n, size, size, 3] (`classifier.view` of the first network).

    region: bool [size, size], True where pixels may change.  LabError says what cannot be.
    """
    return MAKERS[attack.method](problem_of(attack, photos, region, on_step))


def problem_of(
    attack: Attack,
    photos: np.ndarray,
    region: np.ndarray | None = None,
    on_step: OnStep = unheard,
) -> Problem:
    """What a method is given for `make`."""
    network = victim(attack.backbones)
    goal = goal_of(attack, network.probabilities(photos))
    return Problem(network, goal, photos, region, attack, on_step)


def run(
    attack: Attack,
    photo: np.ndarray,
    region: np.ndarray | None = None,
    on_step: OnStep = unheard,
) -> dict[str, Any]:
    """Attack a photo uint8 [h, w, 3] of any size; region: bool [h, w] like the photo, or of the
    network's input size.

    Gives what `judge.judge` says of the written PNG files, those files (``before``, ``after``:
    text, see `core.images`), ``steps_used``, ``curve`` ([{step, loss, confidence}]), ``recipe``
    and ``seconds``.
    """
    started = time.perf_counter()
    attack.check()
    before = classifier.view(attack.backbones[0], photo)
    allowed = None if region is None else region_of(region, photo, attack)
    found = make(attack, before[None], allowed, on_step)
    made = time.perf_counter()
    first, last = images.to_text(before), images.to_text(found.pictures[0])
    said = judge(images.from_text(first), images.from_text(last), attack)
    return said | {
        "before": first,
        "after": last,
        "steps_used": int(found.steps[0]),
        "curve": curve(found),
        "recipe": attack.to_json(),
        "seconds": {"attack": made - started, "judge": time.perf_counter() - made},
    }


def region_of(region: np.ndarray, photo: np.ndarray, attack: Attack) -> np.ndarray:
    """A mask bool [h, w] painted over the photo as the network sees it: bool [size, size].

    Where the mask was scaled, only pixels that lie wholly inside it may change.  Raises LabError
    when that are none.
    """
    size = victim(attack.backbones).size
    if region.shape == (size, size):
        return _some(region)
    painted = images.black_and_white(region)
    if region.shape != photo.shape[:2]:
        painted = images.stretched(painted, photo.shape[:2])
    return _some(classifier.view(attack.backbones[0], painted)[..., 0] == 255)


def _some(region: np.ndarray) -> np.ndarray:
    if not region.any():
        raise LabError(
            msg(
                "Of what was painted white, no pixel is left in the square that the network sees. "
                "Paint a larger area."
            )
        )
    return region


def curve(found: Found) -> list[dict[str, Any]]:
    """Loss and confidence of the first picture after 0, 1, … steps; the loss where it was made."""
    losses = [float(loss[0]) for loss in found.loss] + [None]
    return [
        {"step": step, "loss": loss, "confidence": float(sure[0])}
        for step, (loss, sure) in enumerate(zip(losses, found.confidence, strict=False))
    ]
