"""What learns inside the unfrozen blocks: the choice, and what it means."""

from __future__ import annotations

import streamlit as st

from core.messages import LabError
from core.transfer.learns import RANKED
from core.zoo.learnable import ALL, BIAS, LORA, NORM
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.playground import state
from pages.playground.controls import buttons, slider

RANKS = (1, 2, 4, 8, 16, 32, 64)


def row() -> None:
    """The choice, once blocks are unfrozen; the line of the network counts what then learns."""
    recipe = state.recipe()
    if recipe.scratch or not recipe.unfreeze:
        return
    buttons(
        "learns",
        wrap=True,
        help=_("The head learns in any case. What does not learn stays as it was."),
    )
    if recipe.learns in RANKED:
        slider("rank", RANKS, help=_("The thinner the matrices, the fewer numbers learn."))
    try:
        recipe.check_learning()
    except LabError as error:
        st.warning(markdown(error.message), icon=":material/block:")
    else:
        if recipe.learns != ALL:
            st.caption(_meant(recipe.learns))


def _meant(learns: str) -> str:
    return {
        NORM: _("Each channel’s scale and shift learn; every kernel stays."),
        BIAS: _("Only what is added to a channel learns (BitFit); every kernel stays."),
        LORA: _(
            "Every 1×1 kernel stays; the product of two thin matrices, which learn, is added to it."
        ),
    }[learns]
