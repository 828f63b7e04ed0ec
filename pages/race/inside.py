"""What training changed inside one run of the log, on the race's page."""

from __future__ import annotations

import streamlit as st

from core.transfer.recipe import Recipe
from dashboard.kit import words
from dashboard.kit.inside import panel as inside
from dashboard.shell import services
from dashboard.shell.language import _
from pages.race import state


def panel() -> None:
    """The run that the URL names, and the way back."""
    st.button(
        _("Back to the race"),
        icon=":material/arrow_back:",
        key="race_back",
        on_click=state.look_inside,
        args=("",),
    )
    run_id = st.query_params[state.INSIDE]
    run = services.store().get(run_id)
    if run is None or run.owner != services.learner() or run.kind != "train":
        st.info(
            _("This run is not in this browser’s log. Choose another one in the run log."),
            icon=":material/history:",
        )
        return
    recipe = Recipe.from_json(run.recipe)
    st.header(_("Before and after"), anchor=False)
    st.caption(words.title(recipe))
    inside.panel(recipe, "inside")
