"""Predict who wins: open until the first result is there."""

from __future__ import annotations

import streamlit as st

from core.race import summary
from core.race.plan import Arm, Race
from dashboard.kit import guesses, predict
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell.language import N_, _
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
    box, icon = st.info, ":material/balance:"
    if arm == rows[0].arm and len(late) < len(rows) - 1:
        said = N_("You predicted **{arm}**: it is first, but not clearly ahead of all.")
    elif arm == rows[0].arm:
        said = N_("You predicted **{arm}**, and it is first.")
        box, icon = st.success, ":material/trophy:"
    elif arm in late:
        said = N_("You predicted **{arm}**: it is clearly behind.")
        icon = ":material/search:"
    else:
        said = N_("You predicted **{arm}**: it is not first, yet nothing shows that it is worse.")
    box(_(said, arm=words.title(arm)), icon=icon)
