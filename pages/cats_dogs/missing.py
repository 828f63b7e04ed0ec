"""What a part shows while the project has not been run."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import lesson
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.cats_dogs import state


def finished() -> Standing | None:
    """The project with its three runs; without them the way to the programme is drawn."""
    source = state.chosen()
    now = state.standing(source) if source else None
    if now is not None and not now.missing:
        return now
    st.info(_("Nothing to see yet: run the project first. It takes about a minute."))
    st.button(
        _("To the programme"),
        icon=":material/arrow_back:",
        key="cd_to_programme",
        on_click=lesson.go,
        args=("cats_dogs", "programme"),
    )
    return None
