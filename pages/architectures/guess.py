"""A guess before the answer is shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.shell.language import _


def guess(question: str, options: Sequence[str], key: str) -> str | None:
    """Ask, and return the learner's guess; None until there is one.  It can be changed later."""
    st.markdown(f"**{_('Your guess first')}** {question}")
    return st.segmented_control(question, options, key=key, label_visibility="collapsed")


def nearest(options: Sequence[str], values: Sequence[float], true: float) -> str:
    """The option whose value comes closest to what is true, by ratio."""
    return min(
        zip(options, values, strict=True),
        key=lambda pair: max(pair[1] / true, true / pair[1]) if true > 0 else pair[1],
    )[0]
