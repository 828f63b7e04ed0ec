"""A guess before the answer is shown, where sliders move the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.kit import guesses
from dashboard.kit.lesson import Part
from dashboard.shell import services
from dashboard.shell.language import _


def guess(part: Part, key: str, question: str, choices: Mapping[str, str]) -> str | None:
    """Ask, and return the choice by its id; None until there is one.

    It can be changed later, for the words that follow; what is kept is what was said before the
    answer (`settle`) was in sight.
    """
    place = _place(part, key)
    kept, whose = guesses.at(place), (services.learner(), place)
    if st.session_state.get(f"{key}_whose") != whose:  # a reload learns later who it is
        st.session_state[f"{key}_whose"] = whose
        if kept is not None:
            st.session_state[key] = kept.said
    st.markdown(f"**{_('Your guess first')}** {question}")
    said = st.segmented_control(
        question,
        list(choices),
        format_func=lambda choice: choices.get(choice, choice),
        key=key,
        label_visibility="collapsed",
    )
    if said is not None and (kept is None or (kept.right is None and kept.said != said)):
        guesses.keep(place, said)
    return said


def nearest(options: Mapping[str, float], true: float) -> str:
    """The option whose value comes closest to what is true, by ratio."""

    def off(option: str) -> float:
        value = options[option]
        return max(value / true, true / value) if true > 0 else value

    return min(options, key=off)
