"""What an attack wants, and whether a network's answer is it (light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.imagine.attacks.recipe import CLASS, LEAST, SECOND, Attack

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
        own = np.take_along_axis(probabilities, self.labels[..., None], 2)[..., 0]
        return (own if self.targeted else 1 - own).min(0)

    def reached(self, probabilities: np.ndarray) -> np.ndarray:
        """Whether every network answers as wanted: bool [n]."""
        same = probabilities.argmax(2) == self.labels
        return (same if self.targeted else ~same).all(0)

    def only(self, chosen: np.ndarray) -> Goal:
        """The goal of some of the pictures."""
        return Goal(self.targeted, self.labels[:, chosen])


def goal_of(attack: Attack, clean: np.ndarray) -> Goal:
    """The goal of `attack` for pictures with these clean probabilities [networks, n, 1000].

    "second" and "least" are those of the first network.
    """
    order = clean[0].argsort(1)
    if attack.goal == CLASS:
        wanted = np.full(clean.shape[1], attack.target)
    elif attack.goal == SECOND:
        wanted = order[:, -2]
    elif attack.goal == LEAST:
        wanted = order[:, 0]
    else:
        return Goal(False, clean.argmax(2).astype(np.int32))
    return Goal(True, np.tile(wanted.astype(np.int32), (len(clean), 1)))
