"""A part in short sections, one at a time: its choice on top, the way to the next one below."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.kit import choice
from dashboard.kit.lesson import Part
from dashboard.shell.language import _

Section = tuple[str, Callable[[Part], None]]


def draw(part: Part, sections: Mapping[str, Section]) -> None:
    """Draw the chosen section, the first one until somebody chooses."""
    key, order = f"{part.id}_section", list(sections)
    titles = {name: _(title) for name, (title, _draw) in sections.items()}
    with st.container(key=f"line_{key}"):  # on one line, which scrolls
        chosen = choice.one(
            _("What do you want to look at?"),
            titles,
            key,
            wrap=False,
            label_visibility="collapsed",
        )
    sections[chosen][1](part)
    at = order.index(chosen) + 1
    if at < len(order):
        st.button(
            _("Go on: {title}", title=titles[order[at]]),
            key=f"{key}_next",
            icon=":material/arrow_downward:",
            type="tertiary",
            on_click=_open,
            args=(key, order[at]),
        )


def _open(key: str, section: str) -> None:
    st.session_state[key] = section
