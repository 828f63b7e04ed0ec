"""A row of dots: how many of some small things are done, seen at a glance."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

STEP, RADIUS = 20, 6
DONE, MISSED, OPEN = "done", "missed", "open"

_MARKS = {  # colour is never the only signal
    DONE: ("right", "fill", "M-3 0l2 2.4l4-4.6"),
    MISSED: ("wrong", "none", "M-2.4-2.4l4.8 4.8M2.4-2.4l-4.8 4.8"),
    OPEN: ("quiet", "none", ""),
}


def dots(states: Iterable[str], label: str) -> str:
    """Dots as an SVG string: done has a check mark, missed a cross, open is an empty ring.

    label: the row in words for those who cannot see it.
    """
    drawn, count = "", 0
    for count, state in enumerate(states, 1):
        tone, fill, mark = _MARKS[state]
        colour = f"var(--tll-{tone})"
        ink = "var(--tll-ground)" if fill == "fill" else colour
        drawn += (
            f'<g transform="translate({count * STEP - STEP / 2:g} {STEP / 2:g})">'
            f'<circle r="{RADIUS + 1}" fill="{colour if fill == "fill" else "none"}" '
            f'stroke="{colour}" stroke-width="1.5"/>'
            f'<path d="{mark}" fill="none" stroke="{ink}" stroke-width="1.8" '
            'stroke-linecap="round"/></g>'
        )
    width = count * STEP
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {width} {STEP}" '
        f'width="{width}" style="vertical-align:middle;max-width:100%">{drawn}</svg>'
    )


def row(states: Iterable[str], label: str, below: str = "") -> None:
    """Draw dots, with words below them: `below`, or the label."""
    words = f'<small style="color:var(--tll-quiet)">{escape(below or label)}</small>'
    st.markdown(f"{dots(states, label)}<br>{words}", unsafe_allow_html=True)
