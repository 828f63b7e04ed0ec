"""What an attack wants, and whether a network's answer is it (light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

CLASS, SECOND, LEAST, UNTARGETED = "class", "second", "least", "untargeted"
GOALS = (CLASS, SECOND, LEAST, UNTARGETED)
SURE = 0.9  # an attack stops where the network is this sure of the target, or this far from its own


@dataclass(frozen=True)
class Goal:
    """`labels` int32 [networks, n]: the class to reach, or each network's own answer to leave."""

    targeted: bool
    labels: np.ndarray

    @property
    def direction(self) -> float:
        """The sign with which the cross-entropy of `labels` is climbed."""
        return -1.0 if self.targeted else 1.0

    def confidence(self, probabilities: np.ndarray) -> np.ndarray:
        """How far the goal is reached, 0..1 [n], for the network where it is reached least.

        The probability of the target, or what is left for other classes than the own answer.
        probabilities: float [networks, n, 1000].
        """
        own: np.ndarray = np.take_along_axis(probabilities, self.labels[..., None], 2)[..., 0]
        return np.asarray((own if self.targeted else 1 - own).min(0))

    def reached(self, probabilities: np.ndarray) -> np.ndarray:
        """Whether every network answers as wanted: bool [n]."""
        same = probabilities.argmax(2) == self.labels
        return np.asarray((same if self.targeted else ~same).all(0))

    def rank(self, probabilities: np.ndarray) -> np.ndarray:
        """By what pictures are compared, float [n]: reaching the goal counts more than any
        confidence."""
        return np.asarray(self.confidence(probabilities) + self.reached(probabilities))

    def loss(self, confidence: np.ndarray) -> np.ndarray:
        """The cross-entropy that belongs to a confidence, for methods that have no loss."""
        wanted = confidence if self.targeted else 1 - confidence
        return np.asarray(-np.log(np.maximum(wanted, 1e-12)))

    def only(self, chosen: np.ndarray) -> Goal:
        """The goal of some of the pictures, or (with places) of one of them several times."""
        return Goal(self.targeted, self.labels[:, chosen])


def goal_of(wanted: str, target: int, clean: np.ndarray) -> Goal:
    """The goal (one of `GOALS`) for pictures with these clean probabilities [networks, n, 1000].

    target: the class of `CLASS`; "second" and "least" are those of the first network.
    """
    if wanted == UNTARGETED:
        return Goal(False, clean.argmax(2).astype(np.int32))
    labels = np.full(clean.shape[1], target, np.int32)
    if wanted != CLASS:
        labels = clean[0].argsort(1)[:, 0 if wanted == LEAST else -2].astype(np.int32)
    return Goal(True, np.tile(labels, (len(clean), 1)))
