"""Brings a part of the page into sight, once: what a button has produced above or below it."""

from __future__ import annotations

from dashboard.components.component import component

_mount = component("reveal")


def reveal(part: str, once: str) -> None:
    """Scroll to the container with the key `part`, one time for each value of `once`; "" is no."""
    _mount(key=f"reveal_{part}", data={"part": part, "once": once}, height=1)
