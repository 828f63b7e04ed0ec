"""Learning rates that fall, and what they do to a path that batches shake (light)."""

from __future__ import annotations

import numpy as np

from core.experiments.toys import bowl

CONSTANT = "constant"
SCHEDULES = ("steps", "exponential", "cosine")
DROPS = (0.5, 0.75)  # shares of the way after which `steps` divides the rate by ten
END = 0.05  # what is left of the rate at the end of `exponential`
SHAKEN = 6.0  # standard deviation of the noise that a batch adds to a gradient


def rates(how: str, first: float, steps: int) -> np.ndarray:
    """The learning rate of each step, float64 [steps]."""
    way = np.arange(steps) / steps
    if how == "steps":
        return np.asarray(first * 0.1 ** np.sum([way >= drop for drop in DROPS], axis=0))
    if how == "exponential":
        return first * END**way
    if how == "cosine":
        return first * (1 + np.cos(np.pi * way)) / 2
    return np.full(steps, first)


def path(each: np.ndarray, elongation: float, seed: int = 0) -> np.ndarray:
    """Places float64 [steps + 1, 2] of SGD on the bowl, at these rates; the same seed shakes every
    path alike."""
    rng = np.random.default_rng(seed)
    places = [np.array(bowl.START)]
    for rate in each:
        gradient = places[-1] * (1, elongation) + SHAKEN * rng.normal(size=2)
        places.append(places[-1] - rate * gradient)
    return np.array(places)


def averaged(places: np.ndarray) -> np.ndarray:
    """The running mean of the places from the middle of a path on."""
    late = places[len(places) // 2 :]
    return np.cumsum(late, axis=0) / np.arange(1, len(late) + 1)[:, None]
