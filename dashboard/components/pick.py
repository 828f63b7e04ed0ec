"""A picture whose parts can be chosen: click, or Tab and Enter.

Everything in the HTML or SVG that carries ``data-pick="ID"`` is a button; Python hears the id.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_HTML = '<div class="pick"></div>'

_CSS = """
.pick { font-family: var(--st-font); color: var(--st-text-color); }
.pick [data-pick] { cursor: pointer; outline: none; }
.pick [data-pick]:hover { filter: brightness(1.08); }
.pick :is(div, figure, span)[data-pick]:focus-visible, .pick [data-pick]:focus-visible rect {
  outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
"""

_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".pick");
  if (root.dataset.shown !== data.html) {
    root.innerHTML = data.html;
    root.dataset.shown = data.html;
  }
  root.querySelectorAll("[data-pick]").forEach((part) => {
    part.setAttribute("tabindex", "0");
    part.setAttribute("role", "button");
    part.onclick = () => setTriggerValue("picked", part.dataset.pick);
    part.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      part.onclick();
    };
  });
}
"""

_mount = st.components.v2.component("tll_pick", html=_HTML, css=_CSS, js=_JS)


def pick(html: str, key: str, on_pick: Callable[[str], None] = lambda part: None) -> None:
    """Draw trusted HTML or SVG of our own; a part that is chosen is kept until another one is.

    Read the choice with `picked`, or hear of it at once with `on_pick`; escape everything that
    comes from outside.
    """
    trigger = f"{key}_parts"

    def heard() -> None:
        part = st.session_state[trigger].picked
        if isinstance(part, str):
            st.session_state[f"{key}_picked"] = part
            on_pick(part)

    _mount(key=trigger, data={"html": html}, on_picked_change=heard, width="stretch")


def picked(key: str, default: str = "") -> str:
    """The id of the part that was chosen last in the picture `key`."""
    chosen = st.session_state.get(f"{key}_picked")
    return chosen if isinstance(chosen, str) else default
