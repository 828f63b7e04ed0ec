"""Predict first: the question, the guess that is kept, and how it did.

A measurement that waits for a prediction has its button in sight, and what is missing is said.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.kit import guesses
from dashboard.kit.guesses import Guess
from dashboard.shell import services
from dashboard.shell.language import _

Judge = Callable[[Any, Any], bool | None]
Reply = Callable[[Any, Any], str]
EVEN = "even"  # the guess that nothing will be clearly ahead
ONE, SEVERAL, ORDER = "one", "several", "order"  # what a guess is: of the choices


@dataclass(frozen=True)
class Question:
    """What is to be predicted: `choices` by id, `pick` one of them, several, or all in order.

    `judge` tells whether a guess came true by what came out; None: that cannot be told.  `reply`
    says it.  `first`: what is said below the button while nothing is predicted.
    """

    ask: str
    choices: Mapping[str, str]
    pick: str = ONE
    judge: Judge = operator.eq
    reply: Reply | None = None
    first: str = ""
    lines: bool = False  # a line for each choice

    def complete(self, said: Any) -> bool:
        if self.pick == ORDER:
            return len(said or ()) == len(self.choices)
        return bool(said)


def leads(said: Any, leaders: Any) -> bool | None:
    """Whether a guess of who is clearly ahead (`EVEN`: nobody) came true; `leaders`: those who are
    not clearly behind the best (`core.statistics.judge`).  None: it is one of several."""
    if len(leaders) == 1:
        return bool(said == leaders[0])
    if said == EVEN:
        return True
    return None if said in leaders else False


def reply(right: bool | None) -> str:
    """How a guess did, in words."""
    if right is None:
        return _(":material/balance: What you predicted is not clearly ahead of the rest.")
    if right:
        return _(":material/check: You predicted that.")
    return _(":material/help: You predicted something else. What could explain it?")


def asked(place: str, key: str, question: Question, begun: bool) -> Guess | None:
    """The question, and the guess: kept as soon as it is whole, settled once measuring has begun.

    Nobody is asked any more about what is there without a guess.
    """
    kept = guesses.at(place)
    if begun and kept is None:
        return None
    widget, whose = f"{key}_guess", (services.learner(), place)  # a reload learns later who it is
    if widget not in st.session_state or st.session_state.get(f"{key}_place") != whose:
        nothing: Any = None if question.pick == ONE else []
        st.session_state[widget] = kept.said if kept is not None else nothing
        st.session_state[f"{key}_place"] = whose
    said = _choice(widget, question, disabled=begun)
    if begun or (kept is not None and said == kept.said):
        return kept
    if not question.complete(said):
        return None
    guesses.keep(place, said)
    return guesses.at(place)


def _choice(key: str, question: Question, disabled: bool) -> Any:
    ids = list(question.choices)

    def words(choice: str) -> str:
        return question.choices.get(choice, choice)

    if question.pick == ONE:
        return st.radio(
            question.ask,
            ids,
            index=None,
            format_func=words,
            key=key,
            horizontal=not question.lines,
            disabled=disabled,
        )
    if question.pick == SEVERAL:
        return st.pills(
            question.ask,
            ids,
            format_func=words,
            selection_mode="multi",
            key=key,
            disabled=disabled,
        )
    return st.multiselect(
        question.ask,
        sorted(ids),
        format_func=words,
        key=key,
        placeholder=_("the most first …"),
        wrap=True,
        disabled=disabled,
    )


def answer(question: Question, guess: Guess | None, came: Any) -> None:
    """Keep what came out, and say how the guess did."""
    if guess is None:
        return
    right = question.judge(guess.said, came)
    guesses.settle(guess, came, right)
    said = question.reply(guess.said, came) if question.reply else reply(right)
    st.markdown(said)


def button(label: str, key: str, said: str = "") -> None:
    """The button of `ask.on_press` or `series.control` with this key, before it can be pressed.
    `said`: what to do first, where it is more than a choice."""
    st.button(label, icon=":material/play_arrow:", key=f"{key}_wait", disabled=True)
    st.caption(said or _("Predict first: then what you see will tell you more."))
