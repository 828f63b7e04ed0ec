"""FGSM and PGD: where the sign-gradient climb starts, and how far it may go (heavy).

FGSM is one step of the whole budget (Goodfellow et al. 2015).  PGD takes several smaller ones
(Madry et al. 2018); from the photo itself and without momentum it is the iterative FGSM of Kurakin
et al. 2017, with momentum MI-FGSM (Dong et al. 2018).
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.goal import Goal
from core.imagine.attacks.lattice import Found, OnStep, box, climb, random_in
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import Victim


def make(
    victim: Victim,
    goal: Goal,
    photos: np.ndarray,
    region: np.ndarray | None,
    attack: Attack,
    on_step: OnStep,
    stop_when_sure: bool = True,
) -> Found:
    low, high = box(photos, np.full(len(photos), attack.budget), region)
    start = random_in(low, high, attack.seed) if attack.random_start else photos.astype(np.float32)
    stride = np.full(len(photos), attack.step)
    return climb(
        victim,
        goal,
        start,
        low,
        high,
        attack.steps,
        stride,
        attack.momentum,
        stop_when_sure,
        on_step,
    )
