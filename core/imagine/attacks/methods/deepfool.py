"""DeepFool: the shortest way out of the network's own answer, in L2 .

Moosavi-Dezfooli et al. 2016, arXiv 1511.04599: near the photo each class border is taken for the
plane that its gradient says it is; step to the nearest plane, look again, until the answer
changes.  The way found is then made an 8-bit picture (`shorten`).
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks import shorten
from core.imagine.attacks.method import Method
from core.imagine.attacks.problem import Found, Problem, one_by_one
from core.messages import msg

CANDIDATES = 10  # classes whose borders are looked at: the most probable ones, as in the paper
OVERSHOOT = 0.02
NEAR = 1e-4  # logits that a step goes beyond the border


def make(problem: Problem) -> Found:
    found = Found.start(problem.photos)
    found.pictures[0] = shorten.shortest(problem, way_out(problem, found))
    return found


def way_out(problem: Problem, found: Found) -> np.ndarray:
    """The change float [size, size, 3] in levels that leads just across the border.

    Notes in `found` how it went, and how many steps it took.
    """
    victim, photo, region = problem.victim, problem.photos[0], problem.region
    own = int(problem.goal.labels[0, 0])
    centre = photo.astype(np.float32)
    classes = victim.logits(centre[None]).numpy()[0, 0].argsort()[::-1][:CANDIDATES]
    classes = np.array([own, *(k for k in classes if k != own)], np.int32)
    change: np.ndarray = np.zeros_like(centre)
    for step in range(problem.steps + 1):
        here = np.clip(centre + (1 + OVERSHOOT) * change, 0, 255)
        logits, slopes = victim.slopes(np.repeat(here[None], len(classes), 0), classes)
        score = logits.numpy()[0]
        left = np.exp(score - score.max())
        sure = np.array([1 - left[own] / left.sum()])
        found.steps[0] = step
        found.tell(problem, sure, shorten.on_lattice(photo, change)[None])
        if score.argmax() != own or step == problem.steps:
            break
        normals = slopes.numpy()[1:] - slopes.numpy()[0]
        if region is not None:
            normals *= region[..., None]
        gaps = score[own] - score[classes[1:]]
        sizes = np.sqrt((normals**2).sum((1, 2, 3)))
        nearest = (gaps / np.maximum(sizes, 1e-12)).argmin()
        change += (gaps[nearest] + NEAR) / max(sizes[nearest] ** 2, 1e-12) * normals[nearest]
    return change


METHOD = Method(
    "DeepFool",
    place=30,
    norm="l2",
    make=one_by_one(make),
    sentence=msg("The shortest way over the nearest border, wherever it leads; no target."),
    explained=msg(
        "**DeepFool**: takes the nearest border between two classes for a plane and steps over "
        "it; repeats until it is across."
    ),
    citation="Moosavi-Dezfooli, Fawzi & Frossard 2016, DeepFool",
    url="https://arxiv.org/abs/1511.04599",
    budget=2,
    highest=20,
    steps=50,
    targeted=False,
)
