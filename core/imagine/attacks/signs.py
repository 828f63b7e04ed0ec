"""FGSM and PGD: where the sign-gradient climb starts, and how far it may go (heavy).

FGSM is one step of the whole budget (Goodfellow et al. 2015).  PGD takes several smaller ones
(Madry et al. 2018); from the photo itself and without momentum it is the iterative FGSM of Kurakin
et al. 2017, with momentum MI-FGSM (Dong et al. 2018).
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.lattice import box, climb, random_in
from core.imagine.attacks.problem import Found, Problem


def make(problem: Problem, stop_when_sure: bool = True) -> Found:
    count, attack = len(problem.photos), problem.attack
    levels, strides = np.full(count, attack.budget), np.full(count, attack.step)
    return within(problem, levels, strides, stop_when_sure)


def within(
    problem: Problem, levels: np.ndarray, strides: np.ndarray, stop_when_sure: bool
) -> Found:
    """`make` with a budget and a step size for each photo, whole levels [n] both."""
    low, high = box(problem.photos, levels, problem.region)
    if problem.attack.random_start:
        start = random_in(low, high, problem.attack.seed)
    else:
        start = problem.photos.astype(np.float32)
    return climb(problem, start, low, high, strides, stop_when_sure)
