"""A button that copies a text and says so: Streamlit's own shows only where the mouse rests."""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("copier")


def copier(text: str, label: str, done: str, key: str) -> None:
    """`label` is what the button says, `done` what it says once `text` is on the clipboard."""
    _mount(key=key, data={"text": text, "label": label, "done": done})
