"""DeepFool: the shortest way out of the network's own answer, in L2 (heavy).

Moosavi-Dezfooli et al. 2016, arXiv 1511.04599: near the photo each class border is taken for the
plane that its gradient says it is; step to the nearest plane, look again, until the answer
changes.  The way found is then made an 8-bit picture (`shorten`).
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks import shorten
from core.imagine.attacks.goal import Goal
from core.imagine.attacks.lattice import Found, OnStep
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import Victim

CANDIDATES = 10  # classes whose borders are looked at: the most probable ones, as in the paper
OVERSHOOT = 0.02
NEAR = 1e-4  # logits that a step goes beyond the border


def make(
    victim: Victim,
    goal: Goal,
    photos: np.ndarray,
    region: np.ndarray | None,
    attack: Attack,
    on_step: OnStep,
) -> Found:
    found = Found(photos.copy(), np.zeros(len(photos), int))
    for number, photo in enumerate(photos):
        chosen = goal.only(np.arange(len(photos)) == number)
        change, steps = way_out(victim, chosen, photo, region, attack, on_step, found)
        found.pictures[number] = shorten.shortest(victim, chosen, photo, change, attack.budget)
        found.steps[number] = steps
    return found


def way_out(
    victim: Victim,
    goal: Goal,
    photo: np.ndarray,
    region: np.ndarray | None,
    attack: Attack,
    on_step: OnStep,
    found: Found,
) -> tuple[np.ndarray, int]:
    """The change float [size, size, 3] in levels that leads just across the border, and how many
    steps it took."""
    own = int(goal.labels[0, 0])
    centre = photo.astype(np.float32)
    classes = victim.logits(centre[None]).numpy()[0, 0].argsort()[::-1][:CANDIDATES]
    classes = np.array([own, *(k for k in classes if k != own)], np.int32)
    change = np.zeros_like(centre)
    for step in range(attack.steps):
        here = np.clip(centre + (1 + OVERSHOOT) * change, 0, 255)
        logits, slopes = victim.slopes(np.repeat(here[None], len(classes), 0), classes)
        score = logits.numpy()[0]
        left = np.exp(score - score.max())
        sure = np.array([1 - left[own] / left.sum()])
        loss = -np.log(np.maximum(1 - sure, 1e-12))
        found.loss.append(loss)
        found.confidence.append(sure)
        on_step(step, shorten.on_lattice(photo, change)[None], loss, sure)
        if score.argmax() != own:
            return change, step
        normals = slopes.numpy()[1:] - slopes.numpy()[0]
        if region is not None:
            normals *= region[..., None]
        gaps = score[own] - score[classes[1:]]
        sizes = np.sqrt((normals**2).sum((1, 2, 3)))
        nearest = (gaps / np.maximum(sizes, 1e-12)).argmin()
        change += (gaps[nearest] + NEAR) / max(sizes[nearest] ** 2, 1e-12) * normals[nearest]
    return change, attack.steps
