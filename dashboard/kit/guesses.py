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
    return [Guess(place, one["guess"], one["came"], one["right"]) for place, one in _kept().items()]


def _kept() -> dict[str, Any]:
    """The setting; what an earlier version had kept is moved there at the first look."""
    now: dict[str, Any] = services.setting(SETTING, {})
    bets, breaking = (services.setting(name, {}) for name in (BETS, BREAKING))
    if not bets and not breaking:
        return now
    said = {f"race/bet/{race}": arm for race, arm in bets.items()}
    for name, size in breaking.items():
        if name in BREAKS:
            arms = {arm: recipe.check() for arm, recipe in recipes(BREAKS[name]).items()}
            said[f"broken/{name}/{name_of('break', arms)}"] = size
    now = {place: _entry(Guess(place, one)) for place, one in said.items()} | now
    services.remember(SETTING, now)
    for name in (BETS, BREAKING):
        services.remember(name, {})
    return now


def at(place: str) -> Guess | None:
    one = _kept().get(place)
    return None if one is None else Guess(place, one["guess"], one["came"], one["right"])


def told(question: str) -> bool:
    """Whether the learner was told what came out at a question, with any of its settings."""
    return any(
        guess.came is not None and guess.place.partition("-")[0] == question for guess in every()
    )


def keep(place: str, said: Any) -> None:
    """Keep a guess; nothing is known of what comes out."""
    _write(Guess(place, said))


def settle(guess: Guess, came: Any, right: bool | None) -> None:
    """Keep what came out, and whether the guess came true."""
    if (guess.came, guess.right) != (came, right):
        _write(Guess(guess.place, guess.said, came, right))


def _write(guess: Guess) -> None:
    services.remember(SETTING, _kept() | {guess.place: _entry(guess)})


def _entry(guess: Guess) -> dict[str, Any]:
    return {"guess": guess.said, "came": guess.came, "right": guess.right}


def to_json() -> str:
    """All guesses of this learner as a file: place → guess, what came out, whether it was right."""
    return json.dumps(_kept(), ensure_ascii=False, indent=2)


def score(guesses: Sequence[Guess]) -> tuple[int, int]:
    """How many came true, of how many that are decided."""
    decided = [guess.right for guess in guesses if guess.right is not None]
    return sum(decided), len(decided)
