"""What the course's two tables would say: by the number of photos and by similarity (light).

The rules themselves stand in `core.experiments.depth`, where the lesson on layers uses them, too;
here both are read at once, and their rates are added.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.experiments import depth
from core.transfer import rates

SIMILARITIES = depth.SIMILARITIES
RUNGS = range(len(depth.AMOUNTS) + 1)
EXAMPLE_PHOTOS = (300, 2_000, 20_000, 100_000)  # one number of photos for every rung
_RATES = {"high": rates.HEAD, "medium": rates.CHAPTER, "low": rates.HEAD}


@dataclass(frozen=True)
class Said:
    """What both tables say about one task; ``unfreeze`` in trailing blocks of a network."""

    rung: int  # row of the size table, 0..3
    similarity: str
    by_amount: int
    by_similarity: int
    rate: float  # of the similarity table, for everything that learns

    @property
    def agree(self) -> bool:
        return self.by_amount == self.by_similarity


def said(photos: int, similarity: str, blocks: int) -> Said:
    """What the tables say for this many photos in all and a network of `blocks` blocks."""
    return Said(
        rung=depth.rung(photos),
        similarity=similarity,
        by_amount=depth.by_amount(photos, blocks),
        by_similarity=depth.by_similarity(similarity, blocks),
        rate=_RATES[similarity],
    )
