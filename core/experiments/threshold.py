"""From a probability to an answer: what a threshold makes of the same network (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answers:
    """How many photos of the second class are called so (`hits`) or not (`missed`), and how many of
    the first are called the second (`false`) or not (`passed`)."""

    hits: int
    missed: int
    false: int
    passed: int

    @property
    def accuracy(self) -> float:
        whole = self.hits + self.missed + self.false + self.passed
        return (self.hits + self.passed) / whole

    @property
    def precision(self) -> float | None:
        """Of those called the second class, the share that is; None where nothing is."""
        called = self.hits + self.false
        return self.hits / called if called else None

    @property
    def recall(self) -> float:
        """Of those that are the second class, the share that is called so."""
        return self.hits / (self.hits + self.missed)


def answers(sure: Sequence[float], true: Sequence[int], threshold: float) -> Answers:
    """The second class is the answer where its probability `sure` lies above the threshold."""
    said = list(zip((share > threshold for share in sure), true, strict=True))
    return Answers(
        hits=said.count((True, 1)),
        missed=said.count((False, 1)),
        false=said.count((True, 0)),
        passed=said.count((False, 0)),
    )
