"""What is remembered of a learner: which of it goes along, and how two sides become one (light).

The table names every setting that is a learner's work.  What belongs to the computer instead (the
language of its browser, trainings under way) stays there; a name that nobody knows is left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from core.portfolio.shape import fits

Rule = Callable[[Any, Any], Any]  # what is here, what comes → what is kept


class Guess(TypedDict):
    guess: Any
    came: Any
    right: bool | None


class Begun(TypedDict):
    runs: list[Any]
    of: int


@dataclass(frozen=True)
class Kept:
    """How a setting looks, and the rule by which two of it are merged."""

    shape: Any
    rule: Rule


def texts(here: str, there: str) -> str:
    """Both, one below the other, unless one holds the other."""
    if there in here:
        return here
    return there if here in there else f"{here}\n\n{there}"


def union(here: list[Any], there: list[Any]) -> list[Any]:
    """What is in either, in the order of what is here."""
    return [*here, *(one for one in there if one not in here)]


def _here(here: Any, there: Any) -> Any:
    return here


def _each(rule: Rule) -> Rule:
    """By `rule` where both have an entry, else the one that is there."""

    def merged(here: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
        both = {name: rule(here[name], there[name]) for name in here if name in there}
        return {**here, **{name: one for name, one in there.items() if name not in here}, **both}

    return merged


def _answer(here: dict[str, Any], there: dict[str, Any]) -> dict[str, Any]:
    """The first answer here decides the score; whoever has got it right by now has."""
    if there.get("right") and not here.get("right"):
        return there | {"first": here.get("first")}
    return here


def _guesses(here: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """Every guess of either side.  Where both have guessed otherwise at one place, the one that
    comes stands beside the one that is here."""
    out = dict(here)
    for place, one in there.items():
        mine = out.get(place, one)
        if mine["guess"] == one["guess"]:
            out[place] = one if mine["came"] is None else mine
        else:
            said = json.dumps(one["guess"], sort_keys=True)
            beside = f"{place.partition('~')[0]}~{hashlib.sha256(said.encode()).hexdigest()[:8]}"
            known = out.get(beside, one)
            out[beside] = one if known["came"] is None else known
    return out


def _longer(here: Mapping[str, Any] | None, there: Mapping[str, Any] | None) -> Any:
    """Of two experiments under way the one that is further."""
    return (
        there
        if len((there or {"runs": []})["runs"]) > len((here or {"runs": []})["runs"])
        else here
    )


_ANY = dict[str, Any]
_TEXT = Kept(dict[str, str], _each(_here))
TABLE = {
    "lesson_progress": Kept(dict[str, list[str]], _each(union)),
    "lesson_left": _TEXT,
    "quiz_answers": Kept(dict[str, dict[str, dict[str, _ANY]]], _each(_each(_each(_answer)))),
    "guesses": Kept(dict[str, Guess], _guesses),
    "race_bets": _TEXT,  # where earlier versions kept guesses
    "break_predictions": Kept(_ANY, _each(_here)),
    "study_words": Kept(dict[str, dict[str, str]], _each(_each(texts))),
    "card_words": Kept(dict[str, dict[str, str]], _each(_each(texts))),  # by the recipe's digest
    "label_decisions": Kept(dict[str, dict[str, int]], _each(_each(_here))),  # by the dataset
    "study_plans": Kept(dict[str, _ANY], _each(_here)),
    "study photos": _TEXT,  # of the command line
    "advisor_validation": Kept(_ANY, _each(_here)),
    "adversarial": Kept(_ANY, _here),  # what the controls of a page stood at
    "ideal": Kept(_ANY, _here),
}
STAYS = {"language", "started"}
_MEASURED = (
    (re.compile(r"measured/[0-9a-f]{64}"), Kept(_ANY | None, lambda here, there: here or there)),
    (re.compile(r"begun/[0-9a-f]{64}"), Kept(Begun | None, _longer)),
)


def kept(name: str) -> Kept | None:
    """The row of a setting; None for one that does not go along."""
    row = TABLE.get(name)
    return row or next((row for known, row in _MEASURED if known.fullmatch(name)), None)


def sound(name: str, value: Any) -> bool:
    """Whether a setting from outside looks as the Lab writes it."""
    row = kept(name)
    if row is None or not fits(value, row.shape):
        return False
    return name != "guesses" or all(place.count("/") >= 2 for place in value)


def merged(here: Mapping[str, Any], there: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that change: what becomes of those of `there`."""
    out = {}
    for name, value in there.items():
        row = kept(name)
        if row is None:
            continue
        found = row.rule(here[name], value) if name in here else value
        if name not in here or found != here[name]:
            out[name] = found
    return out
