"""A guess before the answer is shown, where sliders move the answer."""

from __future__ import annotations

from collections.abc import Mapping

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


def settle(part: Part, key: str, true: str) -> None:
    """The answer is in sight: whether what was guessed came true is kept, once."""
    kept = guesses.at(_place(part, key))
    if kept is not None and kept.right is None:
        guesses.settle(kept, true, kept.said == true)


def of_values(
    part: Part, key: str, question: str, values: Mapping[str, float], true: float
) -> tuple[str, bool] | None:
    """A guess of the value that comes closest to what is true, by ratio: what was said, and
    whether it is that one."""
    said = guess(part, key, question, {name: name for name in values})
    if said is None:
        return None
    nearest = min(
        values,
        key=lambda name: (
            max(values[name] / true, true / values[name]) if true > 0 else values[name]
        ),
    )
    settle(part, key, nearest)
    return said, said == nearest


def _place(part: Part, key: str) -> str:
    return f"{part.lesson}/{part.id}/{key}"
