"""A button that hands over a file; the page is not run again for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Literal

import streamlit as st

# Told here and not by the system, which knows them differently on every computer.
KINDS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".keras": "application/octet-stream",
    ".png": "image/png",
    ".py": "text/x-python",
    ".webp": "image/webp",
    ".zip": "application/zip",
}


def offer(
    label: str,
    made: str | bytes | Callable[[], str | bytes],
    file: str,
    key: str,
    icon: str = "download",
    type: Literal["primary", "secondary"] = "secondary",
) -> None:
    """Offer `made` as `file`; a function is asked when the button is pressed.  icon: Material's."""
    st.download_button(
        label,
        made,
        file_name=file,
        mime=KINDS[PurePath(file).suffix],
        icon=f":material/{icon}:",
        type=type,
        on_click="ignore",
        key=key,
    )
