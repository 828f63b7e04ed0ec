"""A picture whose parts can be chosen: click, or Tab, the arrow keys and Enter.

Everything in the HTML or SVG that carries ``data-pick="ID"`` is a button; Python hears the id.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.components.component import component

_mount = component("pick")


def pick(
    html: str,
    key: str,
    on_pick: Callable[[str], None] = lambda part: None,
    chosen: str | None = None,
) -> None:
    """Draw trusted HTML or SVG of our own; a part that is chosen is kept until another one is.

    chosen: the id of the part that stands chosen now ("": none of them), for those who cannot see
    it; None where a pick is a deed and not a choice, or the HTML says it itself.

    Read the choice with `picked`, or hear of it at once with `on_pick`; escape everything that
    comes from outside.
    """
    trigger = f"{key}_parts"

    def heard() -> None:
        part = st.session_state[trigger].picked
        if isinstance(part, str):
            st.session_state[f"{key}_picked"] = part
            on_pick(part)

    _mount(
        key=trigger, data={"html": html, "chosen": chosen}, on_picked_change=heard, width="stretch"
    )


def picked(key: str, default: str = "") -> str:
    """The id of the part that was chosen last in the picture `key`."""
    chosen = st.session_state.get(f"{key}_picked")
    return chosen if isinstance(chosen, str) else default
