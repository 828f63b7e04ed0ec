"""The same thing drawn again by chance: a button, and how often it was pressed, as the seed."""

from __future__ import annotations

import streamlit as st


def seed(key: str) -> int:
    """How often the button with this key was pressed in this session."""
    return int(st.session_state.get(f"{key}_seed", 0))


def button(label: str, key: str) -> None:
    st.button(label, icon=":material/casino:", key=key, on_click=_more, args=(key,))


def _more(key: str) -> None:
    st.session_state[f"{key}_seed"] = seed(key) + 1
