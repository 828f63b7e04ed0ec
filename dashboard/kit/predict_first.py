"""A measurement that waits for a prediction: its button is in sight, what is missing is said."""

from __future__ import annotations

import streamlit as st

from dashboard.shell.language import _


def button(label: str, key: str, said: str = "") -> None:
    """The button of `ask.on_press` or `series.control` with this key, before it can be pressed.
    `said`: what to do first, where it is more than a choice."""
    st.button(label, icon=":material/play_arrow:", key=f"{key}_wait", disabled=True)
    st.caption(said or _("Predict first: then what you see will tell you more."))
