"""Run an attack on a photo and judge what is left of it as a PNG (light)."""

from __future__ import annotations

import time

import numpy as np

from core import images
from core.imagine.attacks.goal import goal_of
from core.imagine.attacks.judge import judge
from core.imagine.attacks.problem import Found, OnStep, Problem, unheard
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.result import Moment, Partial, Result
from core.messages import LabError
from core.work import Cancelled, Document, Report, Stop, look_up
from core.zoo import catalog, classifier

TOLD_EVERY = 0.3  # seconds between two pictures on the way


def make(
    attack: Attack,
    photos: np.ndarray,
    region: np.ndarray | None = None,
    on_step: OnStep = unheard,
    early: bool = True,
) -> Found:
    """Attack views uint8 [n, size, size, 3] (`classifier.view` of the first network).

    region: bool [size, size], True where pixels may change.  LabError says what cannot be.
    """
    return attack.facts.make(problem_of(attack, photos, region, on_step, early))


def problem_of(
    attack: Attack,
    photos: np.ndarray,
    region: np.ndarray | None = None,
    on_step: OnStep = unheard,
    early: bool = True,
    budgets: tuple[float, ...] | None = None,
) -> Problem:
    """What a method is given for `make`.

    budgets: instead of the attack's own; every photo is then there once with each of them, and the
    step size follows from it.
    """
    from core.imagine.attacks.victim import victim

    levels = (attack.budget,) if budgets is None else budgets
    strides = [
        attack.step if budgets is None else attack.facts.stride(level, attack.steps)
        for level in levels
    ]
    network, each = victim(attack.backbones), len(levels)
    clean = np.repeat(network.probabilities(photos), each, 1)
    return Problem(
        network,
        goal_of(attack.goal, attack.target, clean),
        np.repeat(photos, each, 0),
        region,
        budgets=np.tile(levels, len(photos)),
        strides=np.tile(strides, len(photos)),
        steps=attack.steps,
        momentum=attack.momentum,
        random_start=attack.random_start,
        seed=attack.seed,
        early=early,
        on_step=on_step,
    )


def run(
    attack: Attack,
    photo: np.ndarray,
    region: np.ndarray | None = None,
    on_step: OnStep = unheard,
) -> Result:
    """Attack a photo uint8 [h, w, 3] of any size, and judge the written PNG files.

    region: bool [h, w] like the photo, or of the network's input size.
    """
    started = time.perf_counter()
    attack.check()
    before = classifier.view(attack.backbones[0], photo)
    found = make(attack, before[None], region_of(region, photo, attack), on_step)
    made = time.perf_counter()
    first, last = images.to_text(before), images.to_text(found.pictures[0])
    return {
        **judge(images.from_text(first), images.from_text(last), attack),
        "before": first,
        "after": last,
        "steps_used": int(found.steps[0]),
        "curve": curve(found),
        "recipe": attack.to_json(),
        "seconds": {"attack": made - started, "judge": time.perf_counter() - made},
    }


def mask_of(payload: Document) -> np.ndarray | None:
    """The mask of a task's payload, bool [h, w]; None without one."""
    text = payload.get("mask")
    return (images.from_text(text).max(2) > 0) if text else None


def region_of(region: np.ndarray | None, photo: np.ndarray, attack: Attack) -> np.ndarray | None:
    """A mask bool [h, w] painted over the photo as the network sees it: bool [size, size].

    Where the mask was scaled, only pixels that lie wholly inside it may change.  Raises LabError
    when that are none.  Without a mask every pixel may.
    """
    if region is None:
        return None
    size = catalog.get(attack.backbones[0]).native_size
    if region.shape == (size, size):
        return _some(region)
    painted = images.black_and_white(region)
    if region.shape != photo.shape[:2]:
        painted = images.stretched(painted, photo.shape[:2])
    return _some(classifier.view(attack.backbones[0], painted)[..., 0] == 255)


def _some(region: np.ndarray) -> np.ndarray:
    if not region.any():
        raise LabError(
            "Of what was painted white, no pixel is left in the square that the network sees. "
            "Paint a larger area."
        )
    return region


def curve(found: Found) -> list[Moment]:
    """Loss and confidence of the first picture after 0, 1, … steps; the loss where it was made."""
    losses = [float(loss[0]) for loss in found.loss] + [None]
    return [
        {"step": step, "loss": loss, "confidence": float(sure[0])}
        for step, (loss, sure) in enumerate(zip(losses, found.confidence, strict=False))
    ]


def attack_ready_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Compile the attack on ``payload["backbones"]``, so that the first press is answered at
    once."""
    attack = Attack.of(backbones=tuple(payload["backbones"]), steps=1)
    run(attack, np.zeros((64, 64, 3), np.uint8))
    return {}


def attack_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Attack ``payload["photo"]``: a `Result`.

    Events: ``{"kind": "attack", "step", "steps", "confidence", "image"}``, the picture on the way
    a few times a second.  Cancelled, the result is the `Partial` of the last step.
    """
    recipe = Attack.from_json(payload["recipe"]).check()
    photo = images.from_text(payload["photo"])
    return {**run(recipe, photo, mask_of(payload), _teller(recipe, photo, report, cancelled))}


def _teller(recipe: Attack, photo: np.ndarray, report: Report, cancelled: Cancelled) -> OnStep:
    before = images.to_text(classifier.view(recipe.backbones[0], photo))
    curve: list[Moment] = []
    told = 0.0

    def on_step(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
        nonlocal told
        known = float(loss[0]) if np.isfinite(loss[0]) else None
        curve.append({"step": step, "loss": known, "confidence": float(confidence[0])})
        if cancelled():
            after, done = images.to_text(pictures[0]), recipe.to_json()
            made: Partial = {"before": before, "after": after, "curve": curve, "recipe": done}
            raise Stop({**made})
        if (now := time.monotonic()) - told > TOLD_EVERY:
            told = now
            report(
                {
                    "kind": "attack",
                    "step": step,
                    "steps": recipe.steps,
                    "confidence": float(confidence[0]),
                    "image": images.to_text(pictures[0]),
                }
            )

    look_up(cancelled)
    return on_step
