"""Before the first run: what to try, and what to think about first."""

from __future__ import annotations

import streamlit as st

from core.transfer.recipe import Recipe
from dashboard.shell import services
from dashboard.shell.language import _
from pages.playground import broken, state, train


def panel() -> None:
    """What comes next, three experiments that are worth a guess, and the way to the mistakes."""
    st.markdown(_("Then press **Train**: the result appears here, with its curves."))
    train.here()
    st.caption(_("Or begin with one of these:"))
    with st.container(horizontal=True, gap="small"):
        for number, (label, icon, recipe) in enumerate(_ideas(services.first_recipe())):
            st.button(
                label,
                icon=icon,
                key=f"pg_idea_{number}",
                on_click=state.put,
                args=(recipe,),
            )
        st.button(
            _("Break it on purpose"),
            icon=":material/bolt:",
            key="pg_idea_break",
            on_click=broken.open_up,
        )


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
