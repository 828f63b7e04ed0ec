"""The one thing to do: press Train."""

from __future__ import annotations

import streamlit as st

from core.messages import LabError, Message
from core.transfer.recipe import Recipe
from core.zoo import weights
from dashboard.kit import ask
from dashboard.shell import services
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.playground import controls, state

ABSENT = {"downloadable": "cloud_download", "unreachable": "cloud_off"}
REFUSED = "pg_refused"  # why the last press of Train did nothing


def start(recipe: Recipe | None = None) -> None:
    """Train a recipe and show it; waits a moment, so that a short training is there at once."""
    try:
        job_id = services.train(recipe or state.recipe())
    except LabError as error:
        st.session_state[REFUSED] = error.message
        return
    st.session_state.pop(REFUSED, None)
    state.show(job_id)
    services.wait(job_id)


def row() -> None:
    """The learning rate, Train, undo, and what stands in the way of training."""
    recipe = state.recipe()
    wanted = weights.state(recipe.backbone, recipe.weights)
    ready = _ready(recipe)
    rate, go = st.columns([3, 2], gap="small", vertical_alignment="bottom")
    with rate:
        controls.rate(recipe)
    go.button(
        _("Train"),
        type="primary" if ready else "secondary",
        icon=":material/play_arrow:",
        key="pg_train",
        on_click=start,
        disabled=not ready,
        width="stretch",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Undo"),
            key="pg_undo",
            on_click=state.linked.undo,
            disabled=not state.linked.can_undo(),
            type="tertiary",
        )
        if recipe != services.first_recipe():
            st.button(
                _("Reset"),
                help=_("Back to the settings of the first experiment."),
                key="pg_reset",
                on_click=state.put,
                args=(services.first_recipe(),),
                type="tertiary",
            )
    if not ready:
        _missing(recipe, wanted)
    refused: Message | None = st.session_state.pop(REFUSED, None)
    if refused is not None:
        st.error(markdown(refused), icon=":material/error:")


def _ready(recipe: Recipe) -> bool:
    return recipe.scratch or weights.state(recipe.backbone, recipe.weights).kind == "ready"


def here() -> None:
    """Train, once more: on a narrow screen, where the first one stands below what it fills."""
    with st.container(key="narrow_train"):
        st.button(
            _("Train"),
            type="primary",
            icon=":material/play_arrow:",
            key="pg_train_here",
            on_click=start,
            disabled=not _ready(state.recipe()),
        )


def _missing(recipe: Recipe, wanted: weights.WeightsState) -> None:
    """The trained weights are not here: say so, and fetch them where that is possible."""
    st.info(markdown(wanted.message), icon=f":material/{ABSENT[wanted.kind]}:")
    with st.container(horizontal=True):
        with st.container(width="content"):
            ask.on_press(
                "download",
                {"backbone": recipe.backbone},
                _("Download the weights ({megabytes} MB)", megabytes=round(wanted.bytes / 1e6))
                if wanted.kind == "downloadable"
                else _("Try the download again"),
                "pg_download",
            )
        st.button(
            _("Use random weights"),
            key="pg_use_random",
            on_click=state.change,
            kwargs={"weights": "random"},
        )
