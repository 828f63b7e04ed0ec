"""The colours a figure is drawn with; the dashboard's tokens decide their values (light)."""

from __future__ import annotations

from typing import Protocol


class Palette(Protocol):
    """One theme's colours as ``#rrggbb``.  Named by meaning: frozen is never "the blue"."""

    @property
    def frozen(self) -> str: ...
    @property
    def trainable(self) -> str: ...
    @property
    def head(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def wrong(self) -> str: ...
    @property
    def ink(self) -> str: ...
    @property
    def quiet(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def raised(self) -> str: ...


def faded(colour: str, alpha: float) -> str:
    """``#rrggbb`` with an opacity in 0..1, as CSS ``rgba(...)``."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
