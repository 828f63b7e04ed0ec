"""What learns inside the unfrozen blocks: the choice, and what it means."""

from __future__ import annotations

import streamlit as st

from core.messages import LabError
from core.transfer import learns, rates
from core.transfer.recipe import Recipe
from core.zoo import facts
from core.zoo.learnable import ADAPTER, ALL, BIAS, LORA, NORM
from dashboard.kit import words
from dashboard.shell.language import _, together
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
        format_func=_short,
        wrap=True,
        help=_("The head learns in any case. What does not learn stays as it was."),
    )
    try:
        recipe.check_learning()
    except LabError as error:
        st.warning(markdown(error.message), icon=":material/block:")
        return
    if recipe.learns == ALL:
        return
    said = together(_meant(recipe.learns), _fewer(recipe))
    if recipe.learns in learns.RANKED:
        rank, meaning = st.columns([2, 3], gap="small")
        with rank:
            slider("rank", RANKS, help=_("The lower the rank, the fewer numbers learn."))
        meaning.caption(said)
    else:
        st.caption(said)
    if recipe.suffix_lr < rates.FEW:
        st.button(
            _(
                "Few numbers have to go further: set their rate to {rate}",
                rate=words.rate(rates.FEW),
            ),
            key="pg_few_rate",
            on_click=state.change,
            kwargs={"suffix_lr": rates.FEW},
            type="tertiary",
            icon=":material/speed:",
        )


def _short(kind: str) -> str:
    """As it fits into one line."""
    return {ALL: _("all"), NORM: _("γ, β")}.get(kind) or words.value(
        state.recipe().but(learns=kind), "learns"
    )


def _meant(kind: str) -> str:
    return {
        NORM: _("Batch norm’s scale γ and shift β learn; every kernel stays."),
        BIAS: _("Only what is added to a channel learns (BitFit); every kernel stays."),
        LORA: _("The product of two thin matrices, which learn, is added to each 1×1 kernel."),
        ADAPTER: _("Behind each block stands a thin adapter; it learns, its answer is added."),
    }[kind]


def _fewer(recipe: Recipe) -> str:
    """How many numbers of the blocks that are."""
    counted = facts.read(recipe.backbone)
    if counted is None:
        return ""
    blocks = counted["blocks"][recipe.boundary :]
    few, every = (learns.parameters(blocks, kind, recipe.rank) for kind in (recipe.learns, ALL))
    return _(
        "In the blocks, {few} numbers learn instead of {every}.",
        few=words.number(few),
        every=words.number(every),
    )
