"""From a direction to the shortest 8-bit change along it that reaches the goal (light).

A minimal L2 change is mostly smaller than half a level in each colour, and rounding would undo
it.  So the change is scaled up before it is rounded: with a growing scale more and more of its
strongest values become ±1 level, which is the cheapest way on the lattice to go in its direction.
All scales are tried as one batch.
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.problem import Problem

SCALES = np.geomspace(0.25, 8, 21)
FINER = 8  # scales tried between the last that failed and the first that reached the goal


def shortest(problem: Problem, change: np.ndarray) -> np.ndarray:
    """The 8-bit picture [size, size, 3] nearest to the problem's one photo that reaches its goal.

    change: float, levels of 255, like the photo.  Where no scale reaches the goal inside the
    budget (L2, colours 0..1), the picture that comes nearest to the goal.
    """
    picture, scale = _best(problem, change, SCALES)
    if scale is None or scale == SCALES[0]:
        return picture
    last = SCALES[scale > SCALES].max()
    finer, found = _best(problem, change, np.linspace(last, scale, FINER, endpoint=False)[1:])
    return picture if found is None else finer


def _best(
    problem: Problem, change: np.ndarray, scales: np.ndarray
) -> tuple[np.ndarray, float | None]:
    """The picture of the smallest scale that reaches the goal, and that scale; None where none
    does and the picture is the one of the greatest confidence."""
    photo = problem.photos[0]
    pictures = np.stack([on_lattice(photo, scale * change) for scale in scales])
    inside = [length(photo, picture) <= problem.budgets[0] for picture in pictures]
    if not any(inside):
        return photo, None
    pictures, scales = pictures[inside], scales[inside]
    said = problem.victim.probabilities(pictures)
    goal = problem.goal.only(np.zeros(len(pictures), int))
    reached = goal.reached(said)
    if reached.any():
        first = int(reached.argmax())
        return pictures[first], float(scales[first])
    return pictures[goal.confidence(said).argmax()], None


def on_lattice(photo: np.ndarray, change: np.ndarray) -> np.ndarray:
    """`photo` with `change` added, rounded to whole levels inside 0..255."""
    return np.asarray((photo + change).round().clip(0, 255), np.uint8)


def length(photo: np.ndarray, picture: np.ndarray) -> float:
    """L2 of the difference of two uint8 pictures, colours counted 0..1."""
    return float(np.linalg.norm(picture.astype(np.float64) - photo) / 255)
