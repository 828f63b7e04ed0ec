"""Around the first run: what to try before it, and after it for something to compare."""

from __future__ import annotations

import streamlit as st

from core.transfer.recipe import Recipe
from dashboard.shell import services
from dashboard.shell.language import _
from pages.playground import state, train


def panel() -> None:
    """What comes next, three experiments that are worth a guess, and the way to the mistakes."""
    st.markdown(_("Then press **Train**: the result appears here, with its curves."))
    train.here()
    st.caption(_("Or begin with one of these:"))
    _buttons(services.first_recipe())


def next_ones(first: Recipe) -> None:
    """The same experiments, each one step from the first run, to compare it with."""
    if first.scratch:
        return
    st.caption(_("What would change the result? Choose one, and train again:"))
    _buttons(first)


def _buttons(first: Recipe) -> None:
    with st.container(horizontal=True, gap="small"):
        for number, (label, icon, recipe) in enumerate(_ideas(first)):
            st.button(
                label,
                icon=icon,
                key=f"pg_idea_{number}",
                on_click=_take,
                args=(recipe,),
            )


def _take(recipe: Recipe) -> None:
    """Into the controls, with the question and Train in sight: they may stand above."""
    state.put(recipe)
    state.in_sight()


def _ideas(first: Recipe) -> list[tuple[str, str, Recipe]]:
    return [
        (
            _("Only 5 photos of each class"),
            ":material/photo_library:",
            first.fitted(per_class=5),
        ),
        (
            _("The same network, but random weights"),
            ":material/casino:",
            first.fitted(weights="random"),
        ),
        (
            _("Unfreeze the last three blocks"),
            ":material/local_fire_department:",
            first.fitted(unfreeze=3, lp_ft=5, epochs=5, size=96),
        ),
    ]
