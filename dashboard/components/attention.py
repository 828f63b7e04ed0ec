"""“Eyes to the front”: a notice over the whole page, until it is lifted."""

from __future__ import annotations

from pathlib import Path

from dashboard.components.component import component

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")
_mount = component("attention")


def attention(words: str, below: str) -> None:
    """Cover the page with `words`, and smaller ones below; "" takes the notice away."""
    _mount(key="attention", data={"words": words, "below": below, "css": _CSS}, height=1)
