"""What a class has done: its quizzes with what was gained, one row a learner for the gradebook
(light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.classroom.member import Member
from core.runs.store import Store
from core.statistics import Gain, normalised_gain, wilson_interval
from core.teaching import quizzes
from core.teaching.quizzes import AFTER, BEFORE, WHEN

Answers = Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]  # lesson → when → question


@dataclass(frozen=True)
class Names:
    """Under which names the run log's settings hold what is read here."""

    guesses: str
    answers: str
    progress: str


@dataclass(frozen=True)
class Work:
    """What one learner has done."""

    member: Member
    guesses: Mapping[str, Mapping[str, Any]]
    answers: Answers
    progress: Mapping[str, Sequence[str]]
    runs: int

    def first(self, lesson: str, when: str, only: Sequence[str] | None = None) -> list[bool]:
        """The answers of a quiz (to `only` some questions): right at the first try or not."""
        given = self.answers.get(lesson, {}).get(when, {})
        return [bool(one["first"]) for name, one in given.items() if only is None or name in only]


def gather(log: Store, members: Sequence[Member], names: Names) -> list[Work]:
    """The work of these members, as the run log has it."""
    return [
        Work(
            one,
            log.get_setting(one.id, names.guesses, {}),
            log.get_setting(one.id, names.answers, {}),
            log.get_setting(one.id, names.progress, {}),
            log.count(one.id),
        )
        for one in members
    ]


@dataclass(frozen=True)
class Asked:
    """A question of a quiz: how many were right at the first try, of how many."""

    when: str
    id: str
    link: str
    right: int
    answered: int

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson_interval(self.right, self.answered) if self.answered else None


@dataclass(frozen=True)
class Quiz:
    """The two quizzes of a lesson: each question, and the gain over all and for each part that both
    ask about; `gains`: part → gain, "" for the whole lesson; `pairs`: who took both."""

    lesson: str
    asked: tuple[Asked, ...]
    gains: Mapping[str, Gain]
    pairs: int


def quiz(works: Sequence[Work], lesson: str) -> Quiz:
    """How the class did in a lesson's quizzes.

    Before and after ask different questions; those about the same part of the lesson are compared.
    """
    known = {when: quizzes.quiz(lesson, when, "en") for when in WHEN}
    asked = []
    for when, questions in known.items():
        for name, question in questions.items():
            firsts = [right for work in works for right in work.first(lesson, when, [name])]
            asked.append(Asked(when, name, question.link, sum(firsts), len(firsts)))
    links = {when: {one.link for one in asked if one.when == when} for when in WHEN}
    gains = {}
    for link in ["", *sorted(links[BEFORE] & links[AFTER])]:
        of = {
            when: [name for name, one in questions.items() if link in ("", one.link)]
            for when, questions in known.items()
        }
        gain = normalised_gain(_pairs(works, lesson, of))
        if gain is not None:
            gains[link] = gain
    whole = {when: list(questions) for when, questions in known.items()}
    return Quiz(lesson, tuple(asked), gains, len(_pairs(works, lesson, whole)))


def _pairs(
    works: Sequence[Work], lesson: str, of: Mapping[str, Sequence[str]]
) -> list[tuple[float, float]]:
    """The shares of right answers before and after, of everybody who has given some of both."""
    found = []
    for work in works:
        before, after = (work.first(lesson, when, of[when]) for when in WHEN)
        if before and after:
            found.append((sum(before) / len(before), sum(after) / len(after)))
    return found


def columns(lessons: Sequence[str]) -> list[str]:
    """Those of the gradebook."""
    of_quizzes = [
        f"{lesson}_{when}_{what}"
        for lesson in lessons
        for when in WHEN
        for what in ("right", "answered", "questions")
    ]
    own = [
        "nickname",
        "joined",
        "parts_done",
        "guesses",
        "guesses_right",
        "guesses_decided",
        "runs",
    ]
    return [*own, *of_quizzes]


def row(work: Work, lessons: Sequence[str]) -> dict[str, Any]:
    """A learner's line of the gradebook."""
    decided = [one["right"] for one in work.guesses.values() if one.get("right") is not None]
    values: dict[str, Any] = {
        "nickname": work.member.nickname,
        "joined": work.member.joined,
        "parts_done": sum(map(len, work.progress.values())),
        "guesses": len(work.guesses),
        "guesses_right": sum(decided),
        "guesses_decided": len(decided),
        "runs": work.runs,
    }
    for lesson in lessons:
        for when in WHEN:
            firsts = work.first(lesson, when)
            values[f"{lesson}_{when}_right"] = sum(firsts)
            values[f"{lesson}_{when}_answered"] = len(firsts)
            values[f"{lesson}_{when}_questions"] = len(quizzes.quiz(lesson, when, "en"))
    return values
