"""What is predicted of a study before it is run: which way is clearly ahead."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.statistics import judge
from core.study.compare import Row
from core.study.plan import TITLES, Study
from dashboard.kit import guesses, predict
from dashboard.kit.predict import EVEN, Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _, translate

KEY = "study_way"


def place(chosen: Study) -> str:
    """Of the guess about these photos."""
    return f"dataset/study/{chosen.dataset}"


def question() -> Question:
    ways = {way: translate(title) for way, title in TITLES.items()}
    return Question(
        _("Your prediction: which names clearly more of the test photos right?"),
        ways | {EVEN: _("No clear difference")},
        judge=predict.leads,
    )


def ask(chosen: Study, now: Standing, label: str, start: Callable[[], None]) -> None:
    """The question; whoever says nothing may train all the same.  label: what a choice begins."""
    begun = bool(now.found) or now.active
    label = label if starts(now) else ""  # else its button stands below
    predict.asked(place(chosen), KEY, question(), begun, label, start)


def starts(now: Standing) -> bool:
    """Whether a press on a choice begins the training."""
    return not (now.found or now.active) and predict.at_once(question())


def made(chosen: Study) -> bool:
    return guesses.at(place(chosen)) is not None


def answer(chosen: Study, table: Sequence[Row]) -> None:
    """How the guess did, where all arms were run with the same seeds."""
    ahead = leaders(table)
    if ahead:
        predict.answer(question(), guesses.at(place(chosen)), ahead)


def leaders(table: Sequence[Row]) -> list[str]:
    """The ways of the arms that are not clearly behind the best; none where seeds differ."""
    if len({row.seeds for row in table}) != 1:
        return []
    verdict = judge({row.arm.id: row.tests for row in table}, table[0].photos)
    ways = {row.arm.way for row in table if row.arm.id in verdict.leaders}
    return [way for way in TITLES if way in ways]
