"""What may be said of what was measured: one rule each for an interval, a difference, a leader.

Which rule fits depends on what was measured: two ways with the same seeds (`difference`), several
ways with several seeds (`judge`), two shares of photos (`noise`, or intervals that do not `touch`),
one network asked about the same photos again (`least`).  `docs/chosen-sentences.md` lists every
sentence that a measurement chooses, with its rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, mean, stdev

from scipy.special import stdtrit

LEVEL = 0.95  # of every interval, two-sided
FEWEST = 6  # photos that all change one way: the fewest a sign test accepts (2 · ½⁶ = 0.03)
LITTLE = 0.02  # a change of accuracy below this is not worth a word, however many photos there are
STEP = LITTLE / sqrt(12)  # the spread of what is told in such steps: seeds agree by chance, too


def wilson_interval(right: float, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The Wilson score interval of a proportion (Wilson 1927), both ends in [0, 1].

    Unlike the normal approximation it stays inside [0, 1] and is honest for small `total`.
    """
    if total <= 0:
        raise ValueError("an interval needs at least one observation")
    z = _z(level)
    share = right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + (z / (2 * total)) ** 2)
    return max(0.0, middle - half), min(1.0, middle + half)


def touch(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two intervals (low, high) have a place in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def noise(share: float, photos: int) -> float:
    """By how much two shares near `share` (0..1) of so many photos each differ by the choice of
    the photos alone (95 %): z·√(2p(1−p)/n).

    p is Agresti and Coull's (1998): two right and two wrong photos are added, so that "all right"
    is not taken for certain.  That takes the photos of both for different ones: for the same
    photos it is strict.
    """
    p = (share * photos + 2) / (photos + 4)
    return _z(LEVEL) * sqrt(2 * p * (1 - p) / photos)


def least(photos: int) -> float:
    """The smallest change of a share, 0..1, that is spoken of when the same photos are asked
    again: `FEWEST` of them, and `LITTLE` at least."""
    return max(LITTLE, FEWEST / photos)


def mean_half(values: Sequence[float], least_spread: float = 0.0) -> float:
    """Half of Student's 95 % interval of the mean of two or more values."""
    quantile = stdtrit(len(values) - 1, 0.5 + LEVEL / 2)
    return float(quantile) * max(stdev(values), least_spread) / sqrt(len(values))


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
    """Student's interval of the mean difference of two or more pairs of shares (same seed, same
    photos).  Their spread counts as `STEP` at least: two seeds that gain the same number of photos
    do not make sure.

    Raises ValueError for fewer pairs, or unequal numbers.
    """
    gaps = [b - a for a, b in zip(first, second, strict=True)]
    if len(gaps) < 2:
        raise ValueError(f"{len(gaps)} pairs")
    middle, half = mean(gaps), mean_half(gaps, STEP)
    return Difference(middle, middle - half, middle + half)


@dataclass(frozen=True)
class Verdict:
    """`leaders`: the best and all that are not clearly behind it, best first; `behind`: the rest.

    `means`: accuracy of each over its seeds.  `noise`: by how much two accuracies differ by the
    choice of photos alone (95 %).
    """

    leaders: tuple[str, ...]
    behind: tuple[str, ...]
    means: Mapping[str, float]
    noise: float

    @property
    def winner(self) -> str | None:
        """The only leader, or None."""
        return self.leaders[0] if len(self.leaders) == 1 else None


def judge(accuracies: Mapping[str, Sequence[float]], photos: int) -> Verdict:
    """Compare accuracies (0..1), one for each seed in the same order.

    photos: different ones that were asked about, those of all seeds together.  One is clearly
    behind the best when it is behind with every seed **and** by more, on average, than the
    `noise` of so many photos.
    """
    means = {name: mean(values) for name, values in accuracies.items()}
    order = sorted(means, key=means.__getitem__, reverse=True)
    best = order[0]
    by_chance = noise(means[best], photos)
    behind = tuple(
        name
        for name in order[1:]
        if means[best] - means[name] > by_chance
        and all(a > b for a, b in zip(accuracies[best], accuracies[name], strict=True))
    )
    return Verdict(tuple(name for name in order if name not in behind), behind, means, by_chance)


@dataclass(frozen=True)
class Gain:
    """The normalised gain, and its 95 % interval (None: too few to tell)."""

    mean: float
    interval: tuple[float, float] | None


def normalised_gain(pairs: Sequence[tuple[float, float]]) -> Gain | None:
    """How much of what was missing before is there after: (after − before) / (1 − before) of the
    means of a group (Hake 1998); pairs: each one's shares of right answers before and after, 0..1.
    None where nobody has both, or nothing was missing.

    1 − gain is a ratio of two means of the same people, so the interval is that of a ratio
    estimator (Cochran 1977, 6.3) with Student's quantile.  Fewer than three people have none.
    """
    missed = [(1 - before, 1 - after) for before, after in pairs]
    first = sum(before for before, _after in missed)
    if not first:
        return None
    number = len(missed)
    ratio = sum(after for _before, after in missed) / first
    if number < 3:
        return Gain(1 - ratio, None)
    squares = sum((after - ratio * before) ** 2 for before, after in missed)
    spread = sqrt(squares / (number - 1) / number) / (first / number)
    half = float(stdtrit(number - 1, 0.5 + LEVEL / 2)) * spread
    return Gain(1 - ratio, (1 - ratio - half, min(1.0, 1 - ratio + half)))


def _z(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)
