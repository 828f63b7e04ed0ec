"""The one place of the colours: what each one means, in light and in dark.

Frozen is a cool blue, trainable a warm orange, new things purple: in diagrams, sliders and curves
alike.  `.streamlit/config.toml` repeats some of them (a test compares the two).
"""

from __future__ import annotations

import streamlit as st

from core.figures.palette import Palette

PALETTES = {
    "light": Palette(
        frozen="#2762CB",
        trainable="#B34E0A",
        head="#8A3FFC",
        right="#1A7F4B",
        wrong="#C4314B",
        ink="#1B1F27",
        quiet="#5A6372",
        ground="#FFFFFF",
        raised="#F5F7FA",
    ),
    "dark": Palette(
        frozen="#7FB0FF",
        trainable="#FF9F57",
        head="#BE95FF",
        right="#5BD69A",
        wrong="#FF7A90",
        ink="#F2F4F8",
        quiet="#A9B2C1",
        ground="#11151C",
        raised="#1B212C",
    ),
}
LINES = {"light": "#D8DEE7", "dark": "#313947"}  # frames and grid lines: never text
EDGES = {"light": "#838C9A", "dark": "#66718A"}  # of controls: 3 : 1 on both grounds


def theme() -> str:
    """``light`` or ``dark``: what this learner's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette() -> Palette:
    """The colours of this learner's theme."""
    return PALETTES[theme()]


def css_variables(which: str) -> str:
    """``--tll-frozen: #…; …``: a theme's palette for stylesheets, SVG and components."""
    colours = vars(PALETTES[which]) | {"line": LINES[which], "edge": EDGES[which]}
    return " ".join(f"--tll-{name}: {value};" for name, value in colours.items())
