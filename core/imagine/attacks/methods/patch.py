"""The adversarial patch: a small part of the picture that may look like anything.

After Brown et al. 2017, arXiv 1712.09665, for one photo and one place: a square of the budget's
area, put where the network is most sensitive.  Where a mask is painted that is no larger than the
budget, the painted area itself is the patch.
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.lattice import climb
from core.imagine.attacks.method import Method
from core.imagine.attacks.problem import Found, Problem
from core.messages import LabError, msg

GREY = 128


def make(problem: Problem) -> Found:
    photos, region = problem.photos, problem.region
    areas = problem.budgets / 100 * problem.victim.size**2
    if region is not None and region.sum() <= areas.min():
        places = np.repeat(region[None], len(photos), 0)
    else:
        places = _squares(problem, (areas**0.5).astype(int))
    free = places[..., None]
    start = np.where(free, GREY, photos).astype(np.float32)
    low, high = (np.where(free, bound, photos).astype(np.float32) for bound in (0, 255))
    return climb(problem, start, (low, high))


def _squares(problem: Problem, sides: np.ndarray) -> np.ndarray:
    """For each photo the square inside the region where the gradient is largest: bool
    [n, size, size]."""
    photos, goal = problem.photos, problem.goal
    _logits, _loss, gradient = problem.victim.pull(
        photos.astype(np.float32), goal.labels, goal.direction
    )
    allowed = np.ones(photos.shape[1:3]) if problem.region is None else problem.region
    out = np.zeros(photos.shape[:3], bool)
    for picture, slopes, side in zip(out, np.abs(gradient.numpy()).sum(3), sides, strict=True):
        fits = _sums(allowed, side) == side**2
        if not fits.any():
            raise LabError(
                "The patch is a square of {side} × {side} pixels and does not fit into the "
                "painted area. Paint a larger area, or choose a smaller patch.",
                side=int(side),
            )
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


METHOD = Method(
    "Adversarial Patch",
    place=60,
    norm="area",
    make=make,
    sentence=msg("A small square that may look like anything, as if a sticker lay on the photo."),
    explained=msg(
        "**Patch**: a square that may look like anything, put where the network is most "
        "sensitive, or your own painted shape."
    ),
    citation="Brown et al. 2017, Adversarial Patch",
    url="https://arxiv.org/abs/1712.09665",
    budget=6,
    highest=50,
    steps=150,
    step=10,
    momentum=0.5,
    uses=("steps", "step", "momentum"),
)
