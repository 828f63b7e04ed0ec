"""How large a difference must be before a sentence may speak of it (light).

Which rule fits depends on what was measured: pairs of seeds (`core.lessons.paired`), several arms
with several seeds (`core.lessons.leaders`), two shares of photos (`noise`, or intervals that do not
`touch`), one network asked about the same photos again (`least`).  `docs/chosen-sentences.md` lists
every sentence that a measurement chooses, with its rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)  # two-sided 95 %
FEWEST = 6  # photos that all change one way: the fewest a sign test accepts (2 · ½⁶ = 0.03)
LITTLE = 0.02  # a change of accuracy below this is not worth a word, however many photos there are


def noise(share: float, photos: int) -> float:
    """By how much two shares near `share` (0..1) of so many photos each differ by the choice of
    the photos alone (95 %): z·√(2p(1−p)/n).

    p is Agresti and Coull's (1998): two right and two wrong photos are added, so that "all right"
    is not taken for certain.  That takes the photos of both for different ones: for the same
    photos it is strict.
    """
    p = (share * photos + 2) / (photos + 4)
    return float(Z * (2 * p * (1 - p) / photos) ** 0.5)


def least(photos: int) -> float:
    """The smallest change of a share, 0..1, that is spoken of when the same photos are asked
    again: `FEWEST` of them, and `LITTLE` at least."""
    return max(LITTLE, FEWEST / photos)


def touch(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether two intervals (low, high) have a place in common."""
    return one[0] <= other[1] and other[0] <= one[1]
