"""Predict who wins: open until the first result is there."""

from __future__ import annotations

import streamlit as st

from core.race import summary
from core.race.plan import Arm, Race
from dashboard.kit.series import Standing
from dashboard.shell import services
from dashboard.shell.language import _
from pages.race import words

BETS = "race_bets"  # the setting: {series: id of an arm}
KEPT = 30


def ask(race: Race, now: Standing) -> None:
    """The question, while nothing is known yet."""
    bets = services.setting(BETS, {})
    if now.found:
        return
    key = f"race_bet_{now.name}"
    ids = [arm.id for arm in race.arms]
    titles = {arm.id: words.marked(arm) for arm in race.arms}
    known = bets.get(now.name)
    chosen = st.radio(  # a line for each, so that every arm is in sight with its whole name
        _("Your prediction: who wins?"),
        ids,
        format_func=lambda arm: titles.get(arm, arm),
        index=ids.index(known) if known in ids else None,
        key=key,
    )
    if chosen != bets.get(now.name):
        kept = {name: bet for name, bet in bets.items() if name != now.name}
        kept |= {now.name: chosen} if chosen else {}
        services.remember(BETS, dict(list(kept.items())[-KEPT:]))


def answer(race: Race, now: Standing) -> None:
    """What became of the prediction, once the race is over."""
    bet = services.setting(BETS, {}).get(now.name)
    rows = summary.board(race, now.results)
    if bet is None or not now.complete or not rows:
        return
    arm = Arm.parse(bet)
    late = {found.arm for found in summary.behind(rows)}
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
