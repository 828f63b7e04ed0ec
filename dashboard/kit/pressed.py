"""A button whose press counts for what the page says now.

The arguments of a callback are those of the script run that drew the button.  Who changes a setting
and presses before the page is drawn anew would have the earlier setting measured.  So the callback
only notes the press, and the script acts on it where it draws the button.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

NOTED = "pressed"  # session: keys of the buttons


def button(label: str, key: str, act: Callable[..., object], *given: Any, **look: Any) -> None:
    """`st.button` with its own `key`, and `look` as it takes it; a press does `act(*given)` by what
    is given in the script run that follows, and draws the page again."""
    noted = st.session_state.get(NOTED, set())
    if key in noted and not look.get("disabled", False):
        noted.discard(key)
        act(*given)
        st.rerun()
    st.button(label, key=key, on_click=_note, args=(key,), **look)


def _note(key: str) -> None:
    st.session_state.setdefault(NOTED, set()).add(key)


def forget() -> None:
    """The page has been drawn to its end: what it had no button for any more is not done later."""
    st.session_state.pop(NOTED, None)
