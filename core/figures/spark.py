"""A training at a glance: its validation curve and test accuracy, small enough for a table (light).

An SVG of its own, without text: the numbers stand beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.palette import Palette

WIDTH, HEIGHT, EDGE = 96, 40, 4


def spark(shares: Sequence[float], test: float | None, palette: Palette) -> str:
    """Accuracies 0..1 by epoch as a line from bottom (0) to top (1), `test` as a dot at its end."""
    inner, tall = WIDTH - 3 * EDGE, HEIGHT - 2 * EDGE
    step = inner / max(len(shares) - 1, 1)

    def place(share: float) -> float:
        return round(EDGE + tall * (1 - share), 1)

    points = " ".join(f"{EDGE + k * step:.1f},{place(share)}" for k, share in enumerate(shares))
    line = (
        f'<polyline points="{points}" fill="none" stroke="{palette.trainable}" stroke-width="2"/>'
        if len(shares) > 1
        else ""
    )
    dot = (
        f'<circle cx="{WIDTH - 2 * EDGE}" cy="{place(test)}" r="3.5" fill="{palette.head}"/>'
        if test is not None
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="4" fill="{palette.raised}"/>{line}{dot}</svg>'
    )
