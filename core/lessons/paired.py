"""Two ways tried with the same seeds: does one do better?  (light)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

# Student's t, two-sided 95 %, by degrees of freedom (pairs − 1)
STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)


@dataclass(frozen=True)
class Difference:
    """Mean of second − first, and the 95 % interval of that mean."""

    mean: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """``second`` or ``first`` is better, or ``open``: the interval holds zero."""
        if self.low > 0:
            return "second"
        return "first" if self.high < 0 else "open"


def difference(first: Sequence[float], second: Sequence[float]) -> Difference:
    """Student's interval of the mean difference of 2 to 10 pairs (same seed, same photos).

    Raises ValueError for other numbers of pairs, or unequal ones.
    """
    gaps = [b - a for a, b in zip(first, second, strict=True)]
    if not 2 <= len(gaps) <= len(STUDENT) + 1:
        raise ValueError(f"{len(gaps)} pairs")
    half = STUDENT[len(gaps) - 2] * stdev(gaps) / len(gaps) ** 0.5
    return Difference(mean(gaps), mean(gaps) - half, mean(gaps) + half)
