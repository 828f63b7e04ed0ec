"""Gradient descent along a measured slice of a loss (light, pure NumPy).

Between measured points the loss is the cubic that has the measured values and slopes at both ends
(Hermite); outside of them nothing is known, and the walk ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

STEPS = 24
SETTLED = 0.1  # of the way down that may be left
CRAWLED = 0.5


@dataclass(frozen=True)
class Slice:
    """A loss measured along a line: places (rising), values and slopes there, all finite."""

    at: np.ndarray
    loss: np.ndarray
    slope: np.ndarray

    @staticmethod
    def of(at: Sequence[float], loss: Sequence[float], slope: Sequence[float]) -> Slice:
        return Slice(np.asarray(at, float), np.asarray(loss, float), np.asarray(slope, float))

    def inside(self, place: float) -> bool:
        return bool(self.at[0] <= place <= self.at[-1])

    def __call__(self, place: float) -> tuple[float, float]:
        """Loss and slope at a place inside."""
        i = int(np.clip(np.searchsorted(self.at, place) - 1, 0, len(self.at) - 2))
        wide = self.at[i + 1] - self.at[i]
        t = (place - self.at[i]) / wide
        y0, y1 = self.loss[i], self.loss[i + 1]
        m0, m1 = self.slope[i] * wide, self.slope[i + 1] * wide
        value = (
            (2 * t**3 - 3 * t**2 + 1) * y0
            + (t**3 - 2 * t**2 + t) * m0
            + (3 * t**2 - 2 * t**3) * y1
            + (t**3 - t**2) * m1
        )
        slope = (
            (6 * t**2 - 6 * t) * (y0 - y1) + (3 * t**2 - 4 * t + 1) * m0 + (3 * t**2 - 2 * t) * m1
        )
        return float(value), float(slope / wide)


@dataclass(frozen=True)
class Walk:
    """Gradient descent: the places it came to, their losses, and how it went.

    ``verdict``: ``escapes`` (it left the measured part, then ``left`` is the place it jumped to, or
    in its second half it still was higher than where it began), ``crawls`` (more than half of the
    way down is left), ``settles`` (at most a tenth is left), ``on_the_way`` (anything else).
    """

    rate: float
    places: list[float]
    losses: list[float]
    verdict: str
    left: float | None = None


def walk(on: Slice, rate: float, steps: int = STEPS, start: float = 0.0) -> Walk:
    """place ← place − rate · slope, `steps` times."""
    places, losses, left = [start], [on(start)[0]], None
    for _ in range(steps):
        place = places[-1] - rate * on(places[-1])[1]
        if not on.inside(place):
            left = place
            break
        places.append(place)
        losses.append(on(place)[0])
    way = losses[0] - float(on.loss.min())
    rest = losses[-1] - float(on.loss.min())
    if left is not None or max(losses[len(losses) // 2 :]) > losses[0]:
        verdict = "escapes"
    elif rest > CRAWLED * way:
        verdict = "crawls"
    else:
        verdict = "settles" if rest <= SETTLED * way else "on_the_way"
    return Walk(rate, places, losses, verdict, left)
