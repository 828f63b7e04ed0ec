"""The adversarial patch: a small square that may look like anything (heavy).

Brown et al. 2017, arXiv 1712.09665: in every step the patch is put at other places of the photo,
so that it works wherever it is stuck on.  Where a mask is painted that is no larger than the
budget, the painted area itself is the patch.
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.goal import Goal
from core.imagine.attacks.lattice import Found, OnStep, box, climb
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import Victim
from core.messages import LabError, msg

PLACES = 4  # where the patch is put in one step
TRIED = 12  # places at which the finished patch is tried; the best one is shown
GREY = 128


def make(
    victim: Victim,
    goal: Goal,
    photos: np.ndarray,
    region: np.ndarray | None,
    attack: Attack,
    on_step: OnStep,
) -> Found:
    area = attack.budget / 100 * victim.size**2
    if region is not None and region.sum() <= area:
        low, high = box(photos, np.full(len(photos), 255), region)
        start = np.where(region[None, :, :, None], np.float32(GREY), photos)
        stride = np.full(len(photos), attack.step)
        return climb(
            victim, goal, start, low, high, attack.steps, stride, attack.momentum, on_step=on_step
        )
    side = int(area**0.5)
    corners = _corners(victim.size, side, region)
    found = Found(photos.copy(), np.zeros(len(photos), int))
    for number, photo in enumerate(photos):
        chosen = goal.only(np.arange(len(photos)) == number)
        rng = np.random.default_rng([attack.seed, number])
        found.pictures[number] = _square(
            victim, chosen, photo, side, corners, attack, rng, on_step, found
        )
        found.steps[number] = attack.steps
    return found


def _corners(size: int, side: int, region: np.ndarray | None) -> np.ndarray:
    """Every place (row, column of the upper left corner) where the square fits: int [n, 2]."""
    fits = np.ones((size - side + 1, size - side + 1), bool)
    if region is not None and side:
        sums = np.pad(region.astype(int).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        inside = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side]
        fits = inside + sums[:-side, :-side] == side**2
    if not fits.any():
        raise LabError(
            msg(
                "The patch is a square of {side} × {side} pixels and does not fit into the painted "
                "area. Paint a larger area, or choose a smaller patch.",
                side=side,
            )
        )
    return np.argwhere(fits)


def _square(
    victim: Victim,
    goal: Goal,
    photo: np.ndarray,
    side: int,
    corners: np.ndarray,
    attack: Attack,
    rng: np.random.Generator,
    on_step: OnStep,
    found: Found,
) -> np.ndarray:
    """The photo with the finished patch where it works best of `TRIED` places."""
    if side == 0:
        return photo
    several = Goal(goal.targeted, np.repeat(goal.labels, PLACES, 1))
    values = np.full((side, side, 3), GREY, np.float32)
    velocity = np.zeros_like(values)
    for step in range(attack.steps):
        places = corners[rng.integers(len(corners), size=PLACES)]
        stuck = _stuck(photo, values, places)
        logits, loss, gradient = victim.pull(
            stuck.astype(np.float32), several.labels, several.direction
        )
        odds = np.exp(logits.numpy() - logits.numpy().max(2, keepdims=True))
        sure = several.confidence(odds / odds.sum(2, keepdims=True))
        found.loss.append(np.array([loss.numpy().mean()]))
        found.confidence.append(np.array([sure.mean()]))
        on_step(step, stuck[:1], found.loss[-1], found.confidence[-1])
        pull = sum(
            gradient.numpy()[k, row : row + side, column : column + side]
            for k, (row, column) in enumerate(places)
        )
        velocity = attack.momentum * velocity + pull / max(float(np.abs(pull).mean()), 1e-12)
        stride = max(1.0, round(attack.step * (1 - step / attack.steps)))  # coarse, then fine
        values = np.clip(values + stride * np.sign(velocity), 0, 255)
    stuck = _stuck(photo, values, corners[rng.integers(len(corners), size=TRIED)])
    every = Goal(goal.targeted, np.repeat(goal.labels, TRIED, 1))
    return stuck[every.confidence(victim.probabilities(stuck)).argmax()]


def _stuck(photo: np.ndarray, values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The photo with the patch (whole levels) at each of the places, uint8 [n, size, size, 3]."""
    out = np.repeat(photo[None], len(places), 0)
    side = len(values)
    for picture, (row, column) in zip(out, places, strict=True):
        picture[row : row + side, column : column + side] = values.astype(np.uint8)
    return out
