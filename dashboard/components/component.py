"""A widget of our own: what its files beside this one say (NAME.html, NAME.css, NAME.js)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

# What is inside a widget is out of reach of dashboard/shell/access.css.
FINGER = "@media (max-width: 767px), (pointer: coarse) { button { min-height: 44px; } }\n"


def component(name: str) -> Any:
    """What mounts the widget `name`; only its script must be there.

    The page may hold the widget before its script has run: what has controls is hidden in its
    HTML and shown by the script, so that nobody meets a button without a name.
    """

    def text(kind: str) -> str | None:
        file = Path(__file__).with_name(f"{name}.{kind}")
        return file.read_text("utf-8") if file.is_file() else None

    css = text("css")
    return st.components.v2.component(
        f"tll_{name}", html=text("html"), css=css and FINGER + css, js=text("js")
    )
