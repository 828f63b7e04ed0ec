"""What a learner has answered, kept as a setting: {lesson: {when: {question: what happened}}}.

What happened holds ``first`` (right at the first try), ``right`` (right by now), ``given`` (the
newest answer, neutral of language) and, of a curve, ``curve`` (as it was measured).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.kit.dots import DONE, MISSED, OPEN
from dashboard.kit.quiz import questions
from dashboard.shell import services

ANSWERS = "quiz_answers"
Given = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """How a quiz went: questions right at the first try, answered at all, and all there are."""

    right: int
    answered: int
    all: int
    states: tuple[str, ...]  # of every question, for `dashboard.kit.dots`

    @property
    def over(self) -> bool:
        return self.answered == self.all


def given(lesson: str, when: str) -> dict[str, Given]:
    """What happened to the questions of a quiz, by id."""
    kept: dict[str, Given] = services.setting(ANSWERS, {}).get(lesson, {}).get(when, {})
    return kept


def note(lesson: str, when: str, question: str, right: bool, answer: Any, **more: Any) -> None:
    """Keep an answer; only the first one decides the score."""
    before = given(lesson, when)
    first = before.get(question, {}).get("first", right)
    entry = {"first": first, "right": right, "given": answer, **more}
    _keep(lesson, when, before | {question: entry})


def clear(lesson: str, when: str) -> None:
    """Forget a quiz, to begin it again."""
    _keep(lesson, when, {})


def put_back(lesson: str, when: str, entries: dict[str, Given]) -> None:
    """Undo `clear`."""
    _keep(lesson, when, entries)


def _keep(lesson: str, when: str, entries: dict[str, Given]) -> None:
    everything = services.setting(ANSWERS, {})
    mine = everything.get(lesson, {}) | {when: entries}
    services.remember(ANSWERS, everything | {lesson: mine})


def score(lesson: str, when: str) -> Score:
    """How a quiz went so far."""
    known, happened = questions.quiz(lesson, when), given(lesson, when)
    states = tuple(
        (DONE if happened[name]["first"] else MISSED) if name in happened else OPEN
        for name in known
    )
    return Score(states.count(DONE), len(states) - states.count(OPEN), len(states), states)
