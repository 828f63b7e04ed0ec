"""What a part shows while the project has not been run."""

from __future__ import annotations

import streamlit as st

from dashboard import lesson
from dashboard.i18n import _


def run_first() -> None:
    """Say that the programme comes first, and lead there."""
    st.info(_("Nothing to see yet: run the project first. It takes about a minute."))
    st.button(
        _("To the programme"),
        icon=":material/arrow_back:",
        key="cd_to_programme",
        on_click=lesson.go,
        args=("cats_dogs", "programme"),
    )
