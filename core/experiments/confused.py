"""Which classes are taken for each other, and what the mistakes have in common (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Pair:
    """Two classes by number, and how many photos of each were taken for the other; the rows are
    positions in the predictions, the surest mistake first."""

    one: int
    other: int
    as_other: tuple[int, ...]  # photos of `one` that were called `other`
    as_one: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.as_other) + len(self.as_one)


def hardest(predictions: Mapping[str, Any], classes: int, most: int) -> list[Pair]:
    """The pairs with the most mistakes between them, at most `most`, none without a mistake.

    `predictions`: ``true``, ``predicted`` (numbers of classes) and ``confidence`` of every photo.
    """
    rows: dict[tuple[int, int], list[int]] = {}
    sure = predictions["confidence"]
    for row, (true, said) in enumerate(
        zip(predictions["true"], predictions["predicted"], strict=True)
    ):
        if true != said:
            rows.setdefault((true, said), []).append(row)
    for found in rows.values():
        found.sort(key=lambda row: -sure[row])
    pairs = [
        Pair(one, other, tuple(rows.get((one, other), ())), tuple(rows.get((other, one), ())))
        for one in range(classes)
        for other in range(one + 1, classes)
        if (one, other) in rows or (other, one) in rows
    ]
    return sorted(pairs, key=lambda pair: -pair.count)[:most]


def inside(confusion: Sequence[Sequence[int]], kinds: Sequence[int]) -> tuple[int, int, float]:
    """Mistakes that stay inside the true class's kind, all mistakes, and the share 0..1 that would
    stay there if every wrong answer were equally likely.  `kinds`: the kind of each class."""
    table = np.array(confusion)
    np.fill_diagonal(table, 0)
    kind = np.asarray(kinds)
    same = kind[:, None] == kind[None, :]
    wrong = table.sum(1)
    total = int(wrong.sum())
    by_luck = (same.sum(1) - 1) / (len(kind) - 1)
    expected = float((wrong * by_luck).sum() / total) if total else 0.0
    return int(table[same].sum()), total, expected


def shares(confusion: Sequence[Sequence[int]]) -> list[float]:
    """The share of every class's photos that were right."""
    table = np.asarray(confusion, float)
    return [float(share) for share in np.diag(table) / np.maximum(table.sum(1), 1)]
