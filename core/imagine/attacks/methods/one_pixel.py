"""One pixel (or a few): differential evolution that only sees probabilities.

Su et al. 2019, arXiv 1710.08864: a candidate is a list of pixels with their new colours; a child
is one parent plus half the difference of two others, and takes the place of its predecessor where
it fools the network better.  No gradient is used: the attack works on a black box.
"""

from __future__ import annotations

import numpy as np

from core.imagine.attacks.goal import SURE
from core.imagine.attacks.method import Method
from core.imagine.attacks.problem import Found, Problem, one_by_one
from core.messages import msg

CANDIDATES = 60
MIXED = 0.5  # F of differential evolution, as in the paper
COLOUR_MEAN, COLOUR_DEVIATION = 128, 127  # of the first colours, as in the paper


def make(problem: Problem) -> Found:
    found = Found.start(problem.photos)
    evolution = _Evolution(problem)
    for step in range(problem.steps + 1):
        sure = np.array([evolution.confidence.max()])
        found.pictures[0], found.steps[0] = evolution.best, step
        found.tell(problem, sure, found.pictures)
        if sure[0] >= SURE or step == problem.steps:
            break
        evolution.generation()
    return found


class _Evolution:
    """`CANDIDATES` lists of pixels: float [candidates, pixels, 5] of row, column, red, green,
    blue; rows and columns from 0 to the photo's side, colours 0..255."""

    def __init__(self, problem: Problem) -> None:
        region, pixels = problem.region, int(problem.budgets[0])
        self._victim, self._photo = problem.victim, problem.photos[0]
        self._rng = rng = np.random.default_rng(problem.seed)
        self._goal = problem.goal.only(np.zeros(CANDIDATES, int))
        self._nearest = None if region is None else _nearest_in(region)
        places = rng.uniform(0, len(self._photo), (CANDIDATES, pixels, 2))
        colours = rng.normal(COLOUR_MEAN, COLOUR_DEVIATION, (CANDIDATES, pixels, 3))
        self._genes = self._inside(np.concatenate([places, colours], 2))
        self._pictures, self.confidence, self._rank = self._judged(self._genes)

    @property
    def best(self) -> np.ndarray:
        """The picture uint8 [size, size, 3] of the candidate that reaches the goal furthest."""
        return np.asarray(self._pictures[self._rank.argmax()])

    def generation(self) -> None:
        """Every candidate is challenged by one child."""
        picked = self._rng.integers(CANDIDATES, size=(3, CANDIDATES))
        first, second, third = self._genes[picked]
        genes = self._inside(first + MIXED * (second - third))
        pictures, confidence, rank = self._judged(genes)
        better = rank > self._rank
        self._genes[better], self._pictures[better] = genes[better], pictures[better]
        self.confidence[better], self._rank[better] = confidence[better], rank[better]

    def _inside(self, genes: np.ndarray) -> np.ndarray:
        size = len(self._photo)
        return np.asarray(np.clip(genes, 0, [size - 1e-3, size - 1e-3, 255, 255, 255]))

    def _judged(self, genes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Pictures, confidence and rank."""
        rows, columns = np.moveaxis(genes[..., :2].astype(int), -1, 0)
        if self._nearest is not None:
            rows, columns = self._nearest[:, rows, columns]
        pictures = np.repeat(self._photo[None], CANDIDATES, 0)
        number = np.arange(CANDIDATES)[:, None]
        pictures[number, rows, columns] = genes[..., 2:].round().astype(np.uint8)
        said = self._victim.probabilities(pictures)
        return pictures, self._goal.confidence(said), self._goal.rank(said)


def _nearest_in(region: np.ndarray) -> np.ndarray:
    """For every place the nearest one inside the region: int [2, size, size]."""
    from scipy.ndimage import distance_transform_edt

    nearest: np.ndarray = distance_transform_edt(
        ~region, return_distances=False, return_indices=True
    )
    return nearest


METHOD = Method(
    "One Pixel",
    place=40,
    norm="pixels",
    make=one_by_one(make),
    sentence=msg(
        "Changes a few pixels as much as it likes. It uses no gradient, only the answers."
    ),
    explained=msg(
        "**One pixel**: differential evolution. Candidates are mixed and the better ones kept; "
        "only answers are asked for, never a gradient."
    ),
    citation="Su, Vargas & Sakurai 2019, One Pixel Attack for Fooling Deep Neural Networks",
    url="https://arxiv.org/abs/1710.08864",
    budget=5,
    highest=100,
    steps=40,
    uses=("steps", "seed"),
)
