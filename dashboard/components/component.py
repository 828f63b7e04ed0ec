"""A widget of our own: what its files beside this one say (NAME.html, NAME.css, NAME.js)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st


def component(name: str) -> Any:
    """What mounts the widget `name`; only its script must be there."""
    files = {kind: Path(__file__).with_name(f"{name}.{kind}") for kind in ("html", "css", "js")}
    return st.components.v2.component(
        f"tll_{name}",
        **{kind: file.read_text("utf-8") for kind, file in files.items() if file.is_file()},
    )
