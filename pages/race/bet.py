"""Predict who wins: open until the first result is there."""

from __future__ import annotations

from functools import partial
from typing import Any

from core.race import summary
from core.race.plan import Arm, Race
from dashboard.kit import guesses, predict, series
from dashboard.kit.guesses import Guess
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.race import words


def _place(now: Standing) -> str:
    return f"race/bet/{now.name}"


def ask(race: Race, now: Standing, label: str, key: str) -> Guess | None:
    """The question, until something is known; the bet, if there is one.  label, key: of the button
    that begins."""
    titles = {arm.id: words.marked(arm) for arm in race.arms}
    question = Question(_("Your prediction: who wins?"), titles, lines=True)
    start = partial(series.begin, now, key)
    return predict.asked(_place(now), key, question, now.begun, label, start)


def answer(race: Race, now: Standing) -> None:
    """What became of the prediction, once the race is over."""
    rows = summary.board(race, now.results)
    if not now.complete or not rows:
        return
    late = {found.arm for found in summary.behind(rows)}
    ahead = [row.arm.id for row in rows if row.arm not in late]
    titles = {arm.id: words.title(arm) for arm in race.arms}
    question = Question("", titles, judge=predict.leads, reply=partial(_reply, rows[0].arm))
    predict.answer(question, guesses.at(_place(now)), ahead)


def _reply(first: Arm, said: Any, ahead: Any) -> str:
    name = words.title(Arm.parse(said))
    if said == first.id and len(ahead) > 1:
        return _("You predicted **{arm}**: it is first, but not clearly ahead of all.", arm=name)
    if said == first.id:
        return _("You predicted **{arm}**, and it is first.", arm=name)
    if said in ahead:
        return _(
            "You predicted **{arm}**: it is not first, yet nothing shows that it is worse.",
            arm=name,
        )
    return _("You predicted **{arm}**: it is clearly behind.", arm=name)
