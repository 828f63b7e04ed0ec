"""A guess before the answer is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.shell.language import _


def guess(question: str, options: Sequence[str], key: str) -> str | None:
    """Ask, and return the learner's guess; None until there is one.  It can be changed later."""
    st.markdown(f"**{_('Your guess first')}** {question}")
    return st.segmented_control(question, options, key=key, label_visibility="collapsed")


def nearest(options: Mapping[str, float], true: float) -> str:
    """The option whose value comes closest to what is true, by ratio."""

    def off(option: str) -> float:
        value = options[option]
        return max(value / true, true / value) if true > 0 else value

    return min(options, key=off)
