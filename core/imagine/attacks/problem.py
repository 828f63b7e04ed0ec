"""What every method is given, and what it gives back (light)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from core.imagine.attacks.goal import Goal

if TYPE_CHECKING:
    from core.imagine.attacks.victim import Victim

# step, pictures uint8 [n, size, size, 3], loss [n], confidence [n]; may raise to stop
OnStep = Callable[[int, np.ndarray, np.ndarray, np.ndarray], None]


def unheard(step: int, pictures: np.ndarray, loss: np.ndarray, confidence: np.ndarray) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Problem:
    """Photos uint8 [n, size, size, 3] as the victim sees them, and what is wanted of them."""

    victim: Victim
    goal: Goal
    photos: np.ndarray
    region: np.ndarray | None  # bool [size, size], True where pixels may change; None: everywhere
    budgets: np.ndarray  # [n], in the terms of the method's norm
    strides: np.ndarray  # [n], levels a step
    steps: int
    momentum: float = 0.0
    random_start: bool = False
    seed: int = 0
    early: bool = True  # whether a picture that reaches its goal with margin may stop
    on_step: OnStep = unheard

    def each(self) -> Iterator[Problem]:
        """The same for one photo after another, for methods that take one at a time."""
        for place in range(len(self.photos)):
            one = slice(place, place + 1)
            yield replace(
                self,
                goal=self.goal.only(np.array([place])),
                photos=self.photos[one],
                budgets=self.budgets[one],
                strides=self.strides[one],
            )


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

    @classmethod
    def start(cls, pictures: np.ndarray) -> Found:
        """Before the first step."""
        return cls(pictures.astype(np.uint8), np.zeros(len(pictures), int))

    def note(self, loss: np.ndarray, confidence: np.ndarray) -> None:
        self.loss.append(loss)
        self.confidence.append(confidence)

    def tell(self, problem: Problem, confidence: np.ndarray, pictures: np.ndarray) -> None:
        """Note a step of a method that follows no loss of its own, and say what it has come to."""
        self.note(problem.goal.loss(confidence), confidence)
        problem.on_step(int(self.steps[0]), pictures, self.loss[-1], confidence)


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
