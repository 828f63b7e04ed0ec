"""What a part shows while the project has not been run."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.runs.store import Run
from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.cats_dogs import state


def finished() -> Mapping[str, Run] | None:
    """The project's three runs; while they are not there, the way to the programme is drawn."""
    source = state.chosen()
    now = state.standing(source) if source else None
    if now is not None and not now.missing:
        return now.found
    st.info(_("Nothing to see yet: run the project first. It takes about a minute."))
    st.button(
        _("To the programme"),
        icon=":material/arrow_back:",
        key="cd_to_programme",
        on_click=lesson.go,
        args=("cats_dogs", "programme"),
    )
    return None
