"""Predict first: the question, the guess that is kept, and how it did.

Where one of several choices is asked for, the choices are the buttons: one press guesses and
measures.  Else the measurement's button is in sight, and what is missing is said.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from core.figures.guessed import choice_svg, share_svg
from dashboard.components.group import group
from dashboard.kit import chart, guesses, pressed
from dashboard.kit.guesses import Guess
from dashboard.shell import gate, services
from dashboard.shell.language import _

Judge = Callable[[Any, Any], bool | None]
Reply = Callable[[Any, Any], str]
Start = Callable[[], None]
EVEN = "even"  # the guess that nothing will be clearly ahead
ONE, SEVERAL, ORDER = "one", "several", "order"  # what a guess is: of the choices
SHARE = "share"  # or a number of 0 to 100%, as 0..1
NEAR = 0.1  # how far off a guessed share still counts as right


@dataclass(frozen=True)
class Question:
    """What is to be predicted: `choices` by id, `pick` one of them, several, or all in order; or a
    `SHARE`, which comes true when it is `near` enough.

    `judge` tells whether a guess came true by what came out; None: that cannot be told.  `reply`
    says it.  `first`: what is said below the button while nothing is predicted.
    """

    ask: str
    choices: Mapping[str, str] = field(default_factory=dict)
    pick: str = ONE
    judge: Judge = operator.eq
    reply: Reply | None = None
    first: str = ""
    lines: bool = False  # a line for each choice
    near: float = NEAR

    def complete(self, said: Any) -> bool:
        if self.pick == ORDER:
            return len(said or ()) == len(self.choices)
        return said is not None if self.pick == SHARE else bool(said)

    def right(self, said: Any, came: Any) -> bool | None:
        """Whether a guess came true."""
        return abs(said - came) <= self.near if self.pick == SHARE else self.judge(said, came)


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


def at_once(question: Question) -> bool:
    """Whether the choices are the buttons.  Not in a class: there a guess is talked about, and
    changed, before anybody measures."""
    return question.pick == ONE and not gate.on()


def asked(
    place: str,
    key: str,
    question: Question,
    begun: bool,
    label: str = "",
    start: Start | None = None,
) -> Guess | None:
    """The question, and the guess: kept as soon as it is whole, settled once measuring has begun.
    Nobody is asked any more about what is there without a guess.

    label: of the button that measures, which the caller draws once there is a guess.  start: what
    it does; where the choices are the buttons they do it, and there is no guess before.
    """
    kept = guesses.at(place)
    if begun and kept is None:
        return None
    if start is not None and not begun and at_once(question):
        _buttons(place, key, question, label, start)
        return None
    widget, whose = f"{key}_guess", (services.learner(), place)  # a reload learns later who it is
    if widget not in st.session_state or st.session_state.get(f"{key}_place") != whose:
        nothing: Any = None if question.pick in (ONE, SHARE) else []
        st.session_state[widget] = kept.said if kept is not None else nothing
        st.session_state[f"{key}_place"] = whose
    said = _choice(widget, question, disabled=begun)
    if begun or (kept is not None and said == kept.said):
        return kept
    if not question.complete(said):
        if label:
            button(label, key, question.first)
        return None
    guesses.keep(place, said)
    gate.note_question(place, question.ask, question.choices)
    return guesses.at(place)


def _choice(key: str, question: Question, disabled: bool) -> Any:
    ids = list(question.choices)

    def words(choice: str) -> str:
        return question.choices.get(choice, choice)

    if question.pick == SHARE:
        return st.select_slider(
            question.ask,
            [None, *(step / 20 for step in range(21))],
            format_func=lambda share: "?" if share is None else f"{100 * share:.0f}%",
            key=key,
            disabled=disabled,
        )
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
    """Keep what came out, and show how the guess did: hit or miss as a picture, and in words."""
    if guess is None:
        return
    right = question.right(guess.said, came)
    guesses.settle(guess, came, right)
    drawn = _picture(question, guess, came, right)
    if drawn:
        st.markdown(drawn, unsafe_allow_html=True)  # `st.html` takes drawings out
    st.markdown(question.reply(guess.said, came) if question.reply else reply(right))


def _picture(question: Question, guess: Guess, came: Any, right: bool | None) -> str:
    """The guess beside what came out; "" where choices cannot say it."""
    if question.pick == SHARE:
        return share_svg(chart.pen(), guess.said, came, question.near)
    ids = list(question.choices)
    out = [came] if isinstance(came, str) else list(came) if isinstance(came, list | tuple) else []
    if question.pick != ONE or guess.said not in ids or not out or not set(out) <= set(ids):
        return ""
    places = [ids.index(one) for one in out]
    return choice_svg(
        chart.pen(), list(question.choices.values()), ids.index(guess.said), places, right
    )


def quick(
    place: str, key: str, question: Question, label: str, came: Any, once: bool = False
) -> bool:
    """The small sister of a trial, for what is computed at once: ask, and once the button is
    pressed tell how the guess did.  Whether the answer may be shown.

    place: ``lesson/part/question``, with the setting that the question is about after a ``-``.
    once: asked about the first setting only; whoever was told there sees the others at once.
    """
    kept = guesses.at(place)
    if once and kept is None and guesses.told(place.partition("-")[0]):
        return True
    told = kept is not None and kept.came is not None
    look = partial(_look, place, question, came)
    if told and at_once(question):
        st.markdown(question.ask)
    else:
        kept = asked(place, key, question, told, "" if at_once(question) else label, look)
    if told:
        answer(question, kept, came)
    elif kept is not None:
        pressed.button(label, f"{key}_go", look, icon=":material/play_arrow:", type="primary")
    return told


def _buttons(place: str, key: str, question: Question, label: str, start: Start) -> None:
    """The choices as buttons; the guess of a measurement that was stopped is marked."""
    kept = guesses.at(place)
    st.markdown(question.ask)
    with st.container(horizontal=not question.lines, gap="xsmall", key=f"{key}_guess"):
        for said, words in question.choices.items():
            pressed.button(
                words,
                f"{key}_guess_{said}",
                _press,
                place,
                said,
                start,
                icon=":material/radio_button_checked:" if kept and kept.said == said else None,
                width="stretch" if question.lines else "content",
            )
        group(f"{key}_guess", question.ask)
    if label:
        said = _("What you press is your prediction; then it is measured.")
        st.caption(f"{said}  \n:material/play_arrow: {label}")
    else:
        st.caption(_("What you press is your prediction; then you see what comes out."))


def _press(place: str, said: Any, start: Start) -> None:
    guesses.keep(place, said)
    start()


def _look(place: str, question: Question, came: Any) -> None:
    """Keep what came out."""
    guess = guesses.at(place)
    if guess is not None:
        guesses.settle(guess, came, question.right(guess.said, came))


def button(label: str, key: str, said: str = "") -> None:
    """The button of `ask.press` or `series.control` with this key, before it can be pressed.
    `said`: what to do first, where it is more than a choice."""
    st.button(label, icon=":material/play_arrow:", key=f"{key}_wait", disabled=True)
    st.caption(said or _("Predict first: then what you see will tell you more."))
