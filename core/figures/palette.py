"""The colours a figure is drawn with; the dashboard's tokens decide their values (light)."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Palette:
    """One theme's colours as ``#rrggbb``.  Named by meaning: frozen is never "the blue"."""

    frozen: str
    trainable: str
    head: str
    right: str
    wrong: str
    ink: str
    quiet: str
    ground: str
    raised: str


# What is compared, in order: before is quiet, after is what was trained with something, then more.
ARMS = ("quiet", "trainable", "head", "ink", "right")
# For drawings only: the page or the document around them decides.
VARIABLES = Palette(**{field.name: f"var(--tll-{field.name})" for field in fields(Palette)})


def faded(colour: str, alpha: float) -> str:
    """``#rrggbb`` with an opacity in 0..1, as CSS ``rgba(...)``."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha:g})"
