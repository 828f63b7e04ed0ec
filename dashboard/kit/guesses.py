"""What the learner predicted before measuring, what came out, and whether the guess came true.

Every guess is kept, in the run log's settings: deleted and exported with all that is the learner's.
A place is ``lesson/part/question``; the question is the series or the setting it is about.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.experiments.broken import BREAKS, recipes
from core.runs.series import name_of
from dashboard.kit.dots import DONE, MISSED, OPEN
from dashboard.shell import services

SETTING = "guesses"  # {place: {"guess": …, "came": …, "right": true, false or null}}
BETS, BREAKING = "race_bets", "break_predictions"  # where earlier versions kept theirs


@dataclass(frozen=True)
class Guess:
    """One guess; `came` is what was measured, `right` stays None where that cannot be told."""

    place: str
    said: Any  # the id of a choice, or a list of them
    came: Any = None
    right: bool | None = None

    @property
    def part(self) -> tuple[str, str]:
        """Lesson and part."""
        lesson, part, _question = self.place.split("/", 2)
        return lesson, part

    @property
    def state(self) -> str:
        """As a dot (`dashboard.kit.dots`)."""
        return {True: DONE, False: MISSED, None: OPEN}[self.right]


def every() -> list[Guess]:
    """All guesses of this learner, oldest first."""
    return [
        Guess(place, *(one[name] for name in ("guess", "came", "right")))
        for place, one in _kept().items()
    ]


def _kept() -> dict[str, Any]:
    """The setting, behind what an earlier version had kept."""
    said = {f"race/bet/{race}": arm for race, arm in services.setting(BETS, {}).items()}
    for name, size in services.setting(BREAKING, {}).items():
        if name in BREAKS:
            arms = {arm: recipe.check() for arm, recipe in recipes(BREAKS[name]).items()}
            said[f"broken/{name}/{name_of('break', arms)}"] = size
    before = {place: {"guess": one, "came": None, "right": None} for place, one in said.items()}
    now: dict[str, Any] = services.setting(SETTING, {})
    return before | now


def at(place: str) -> Guess | None:
    return next((guess for guess in every() if guess.place == place), None)


def keep(place: str, said: Any) -> None:
    """Keep a guess; nothing is known of what comes out."""
    _write(Guess(place, said))


def settle(guess: Guess, came: Any, right: bool | None) -> None:
    """Keep what came out, and whether the guess came true."""
    if (guess.came, guess.right) != (came, right):
        _write(Guess(guess.place, guess.said, came, right))


def _write(guess: Guess) -> None:
    entry = {"guess": guess.said, "came": guess.came, "right": guess.right}
    services.remember(SETTING, services.setting(SETTING, {}) | {guess.place: entry})


def to_json() -> str:
    """All guesses of this learner as a file: place → guess, what came out, whether it was right."""
    return json.dumps(_kept(), ensure_ascii=False, indent=2)


def score(guesses: Sequence[Guess]) -> tuple[int, int]:
    """How many came true, of how many that are decided."""
    decided = [guess.right for guess in guesses if guess.right is not None]
    return sum(decided), len(decided)
