"""Says to those who do not see it that something has ended: a screen reader reads it out."""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("announce")


def announce(text: str, once: str) -> None:
    """Read the text out, one time for each value of `once`; "" says nothing."""
    _mount(key="announce", data={"text": text, "once": once}, height=1)
