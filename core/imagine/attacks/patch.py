"""The adversarial patch: a small part of the picture that may look like anything (heavy).

After Brown et al. 2017, arXiv 1712.09665, for one photo and one place: a square of the budget's
area, put where the network is most sensitive.  Where a mask is painted that is no larger than the
budget, the painted area itself is the patch.
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.goal import Goal
from core.imagine.attacks.lattice import Found, OnStep, climb
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import Victim
from core.messages import LabError, msg

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
        places = np.repeat(region[None], len(photos), 0)
    else:
        places = _squares(victim, goal, photos, int(area**0.5), region)
    free = places[..., None]
    start = np.where(free, GREY, photos).astype(np.float32)
    low, high = (np.where(free, bound, photos).astype(np.float32) for bound in (0, 255))
    stride = np.full(len(photos), attack.step)
    return climb(
        victim, goal, start, low, high, attack.steps, stride, attack.momentum, on_step=on_step
    )


def _squares(
    victim: Victim, goal: Goal, photos: np.ndarray, side: int, region: np.ndarray | None
) -> np.ndarray:
    """For each photo the square inside the region where the gradient is largest: bool
    [n, size, size]."""
    pixels = photos.astype(np.float32)
    _logits, _loss, gradient = victim.pull(pixels, goal.labels, goal.direction)
    allowed = np.ones(photos.shape[1:3]) if region is None else region
    fits = _sums(allowed, side) == side**2
    if not fits.any():
        raise LabError(
            msg(
                "The patch is a square of {side} × {side} pixels and does not fit into the painted "
                "area. Paint a larger area, or choose a smaller patch.",
                side=side,
            )
        )
    out = np.zeros(photos.shape[:3], bool)
    for picture, slopes in zip(out, np.abs(gradient.numpy()).sum(3), strict=True):
        sensitive = np.where(fits, _sums(slopes.astype(np.float64), side), -1)
        row, column = np.unravel_index(sensitive.argmax(), sensitive.shape)
        picture[row : row + side, column : column + side] = True
    return out


def _sums(values: np.ndarray, side: int) -> np.ndarray:
    """The sum of `values` [h, w] over every square: [h - side + 1, w - side + 1]."""
    sums = np.pad(values.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    end = len(values) - side + 1
    whole = sums[side:, side:] - sums[:end, side:] - sums[side:, :end] + sums[:end, :end]
    return np.asarray(whole)
