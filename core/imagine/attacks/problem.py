"""What every method is given, and what it gives back (heavy).

A method is ``make(problem) -> Found``: its pictures lie on the 8-bit lattice and keep the budget
and the region.  It calls ``problem.on_step`` often, which may raise to stop it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from core.imagine.attacks.goal import Goal
from core.imagine.attacks.recipe import Attack
from core.imagine.attacks.victim import Victim

# step, pictures uint8 [n, size, size, 3], loss [n], confidence [n]; may raise to stop
OnStep = Callable[[int, np.ndarray, np.ndarray, np.ndarray], None]


def unheard(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Problem:
    """Photos uint8 [n, size, size, 3] as the victim sees them, and what is wanted of them.

    region: bool [size, size], True where pixels may change; None: everywhere.
    """

    victim: Victim
    goal: Goal
    photos: np.ndarray
    region: np.ndarray | None
    attack: Attack
    on_step: OnStep = unheard

    def each(self) -> Iterator[Problem]:
        """The same for one photo after another, for methods that take one at a time."""
        for number in range(len(self.photos)):
            chosen = np.arange(len(self.photos)) == number
            yield replace(self, goal=self.goal.only(chosen), photos=self.photos[chosen])


@dataclass
class Found:
    """What an attack has come to.

    pictures: uint8 [n, size, size, 3]; loss and confidence: float [steps so far, n], as they were
    after 0, 1, … steps (the loss may be missing at the end); steps: int [n], those of each picture.
    """

    pictures: np.ndarray
    steps: np.ndarray
    loss: list[np.ndarray] = field(default_factory=list)
    confidence: list[np.ndarray] = field(default_factory=list)


Make = Callable[[Problem], Found]


def one_by_one(make: Make) -> Make:
    """A method for one photo as a method for several; the curves are those of the first."""

    def every(problem: Problem) -> Found:
        founds = [make(one) for one in problem.each()]
        return Found(
            np.concatenate([found.pictures for found in founds]),
            np.concatenate([found.steps for found in founds]),
            founds[0].loss,
            founds[0].confidence,
        )

    return every
