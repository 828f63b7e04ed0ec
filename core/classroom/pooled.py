"""What a class has guessed and what came out, question by question (light).

A guess is kept with its learner, ``{place: {"guess", "came", "right"}}``; here those of all are put
together.  Nothing in a pool says whose a guess was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

BINS = 10  # of guessed shares
Kept = Mapping[str, Mapping[str, Any]]


@dataclass
class Pool:
    """One question: how often each answer was guessed, and how often it came out; of a share,
    the tenths that it fell in."""

    place: str
    share: bool = False
    number: int = 0  # of guesses
    right: int = 0
    decided: int = 0
    guessed: Counter[str] = field(default_factory=Counter)
    came: Counter[str] = field(default_factory=Counter)

    def take(self, one: Mapping[str, Any]) -> None:
        said, came = one.get("guess"), one.get("came")
        self.share = self.share or _number(said)
        self.number += 1
        self.guessed.update(self._answers(said))
        self.came.update(self._answers(came))
        if one.get("right") is not None:
            self.decided += 1
            self.right += bool(one["right"])

    def _answers(self, value: Any) -> list[str]:
        if _number(value):
            return [str(min(BINS - 1, max(0, int(value * BINS))))] if self.share else []
        if isinstance(value, str):
            return [value]
        return list(map(str, value)) if isinstance(value, (list, tuple)) else []

    def answers(self, known: Iterable[str] = ()) -> list[str]:
        """All answers in order: the `known` ones, then what else was said."""
        if self.share:
            return [str(tenth) for tenth in range(BINS)]
        return list(dict.fromkeys([*known, *self.guessed, *self.came]))


def pools(of_all: Iterable[Kept]) -> list[Pool]:
    """The guesses of all learners, most guessed question first."""
    found: dict[str, Pool] = {}
    for kept in of_all:
        for place, one in kept.items():
            found.setdefault(place, Pool(place)).take(one)
    return sorted(found.values(), key=lambda pool: -pool.number)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
