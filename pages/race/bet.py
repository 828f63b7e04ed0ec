"""Predict who wins: open until the first result is there."""

from __future__ import annotations

import streamlit as st

from core.race import summary
from core.race.plan import Arm, Race
from dashboard.kit import guesses, predict
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.race import words


def _place(now: Standing) -> str:
    return f"race/bet/{now.name}"


def ask(race: Race, now: Standing) -> None:
    """The question, until something is known."""
    titles = {arm.id: words.marked(arm) for arm in race.arms}
    question = Question(_("Your prediction: who wins?"), titles, lines=True)
    predict.asked(_place(now), "race_bet", question, bool(now.found))


def answer(race: Race, now: Standing) -> None:
    """What became of the prediction, once the race is over."""
    guess = guesses.at(_place(now))
    rows = summary.board(race, now.results)
    if guess is None or not now.complete or not rows:
        return
    late = {found.arm for found in summary.behind(rows)}
    ahead = [row.arm.id for row in rows if row.arm not in late]
    guesses.settle(guess, ahead, predict.leads(guess.said, ahead))
    arm = Arm.parse(guess.said)
    values = {"arm": words.title(arm)}
    if arm == rows[0].arm and len(late) < len(rows) - 1:
        st.info(
            _("You predicted **{arm}**: it is first, but not clearly ahead of all.", **values),
            icon=":material/balance:",
        )
    elif arm == rows[0].arm:
        st.success(
            _("You predicted **{arm}**, and it is first.", **values), icon=":material/trophy:"
        )
    elif arm in late:
        st.info(
            _("You predicted **{arm}**: it is clearly behind.", **values), icon=":material/search:"
        )
    else:
        st.info(
            _(
                "You predicted **{arm}**: it is not first, yet nothing shows that it is worse.",
                **values,
            ),
            icon=":material/balance:",
        )
