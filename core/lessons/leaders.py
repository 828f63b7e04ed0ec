"""Which of several things measured is clearly better, and which cannot be told apart (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from core.lessons import apart


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
    `apart.noise` of so many photos.
    """
    means = {name: mean(values) for name, values in accuracies.items()}
    order = sorted(means, key=means.__getitem__, reverse=True)
    best = order[0]
    noise = apart.noise(means[best], photos)
    behind = tuple(
        name
        for name in order[1:]
        if means[best] - means[name] > noise
        and all(a > b for a, b in zip(accuracies[best], accuracies[name], strict=True))
    )
    return Verdict(tuple(name for name in order if name not in behind), behind, means, noise)
