"""A field for the learner's own words, kept as soon as they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

LONGEST = 2000  # characters
Keep = Callable[[str], None]


def field(label: str, known: str, key: str, keep: Keep, **look: Any) -> None:
    """The field, holding `known` until somebody writes; `keep` is given what was written."""
    st.session_state.setdefault(_last(key), known)
    st.text_area(
        label,
        known,
        key=key,
        max_chars=max(LONGEST, len(known)),  # of two computers together
        on_change=settle,
        args=(key, keep),
        **look,
    )
    settle(key, keep)


def settle(key: str, keep: Keep) -> None:
    """Keep what the field holds, if it is not kept yet.

    A press right after typing cuts the script run of the typing short, in the middle of what it
    calls: Streamlit looks for the next event whenever the session is read.  So whatever is drawn
    next asks again.
    """
    held = st.session_state.get(key)
    if held is not None and held != st.session_state.get(_last(key)):
        keep(held)
        st.session_state[_last(key)] = held


def _last(key: str) -> str:
    """Where the session remembers what was kept last: another tab may have written since."""
    return f"{key}_kept"
