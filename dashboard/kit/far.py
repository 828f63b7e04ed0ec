"""A door to an expander that stands far below: pressed, it opens and comes into sight."""

from __future__ import annotations

import streamlit as st

from dashboard.components.reveal import reveal

_CALLED = "{key}_called"  # session: how often the door was pressed


def door(key: str, label: str, icon: str) -> None:
    """A button that leads to the expander with this key."""
    st.button(label, icon=icon, key=f"{key}_door", type="tertiary", on_click=_open, args=(key,))


def reached(key: str) -> None:
    """Called where the expander is drawn and stands open."""
    called = st.session_state.get(_CALLED.format(key=key), 0)
    reveal(key, f"{key} {called}" if called else "")


def _open(key: str) -> None:
    called = _CALLED.format(key=key)
    st.session_state[key] = True
    st.session_state[called] = st.session_state.get(called, 0) + 1
