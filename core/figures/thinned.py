"""A small dense network with some units at rest: dropout as a drawing (light)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

WIDTH, HEIGHT = 640, 250
COLUMNS = (70, 235, 405, 570)  # left to right: input, two hidden layers, output


def thinned_svg(layers: Sequence[np.ndarray], names: Sequence[str], alt: str) -> str:
    """Layers bool [units], True where a unit takes part; names under the columns.

    A resting unit is a hollow dashed ring and its connections are gone.
    """
    places = [
        [(x, HEIGHT * (i + 0.5) / len(units)) for i in range(len(units))]
        for x, units in zip(COLUMNS, layers, strict=True)
    ]
    lines, rings = [], []
    for (left, at), (right, to) in zip(
        zip(layers, places, strict=True), list(zip(layers, places, strict=True))[1:], strict=False
    ):
        for alive, (x, y) in zip(left, at, strict=True):
            for other, (u, v) in zip(right, to, strict=True):
                if alive and other:
                    lines.append(f'<line x1="{x}" y1="{y:.1f}" x2="{u}" y2="{v:.1f}"/>')
    for units, column in zip(layers, places, strict=True):
        for alive, (x, y) in zip(units, column, strict=True):
            look = (
                'fill="var(--tll-trainable)" stroke="var(--tll-trainable)"'
                if alive
                else 'fill="none" stroke="var(--tll-quiet)" stroke-dasharray="3 2"'
            )
            rings.append(f'<circle cx="{x}" cy="{y:.1f}" r="8" stroke-width="1.5" {look}/>')
    words = "".join(
        f'<text x="{x}" y="{HEIGHT + 22}" text-anchor="middle" font-size="14" '
        f'fill="var(--tll-quiet)">{escape(name)}</text>'
        for x, name in zip(COLUMNS, names, strict=True)
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT + 30}" role="img" aria-label="{escape(alt)}" '
        f'style="width:100%;max-width:{WIDTH}px" xmlns="http://www.w3.org/2000/svg">'
        f'<g stroke="var(--tll-trainable)" stroke-opacity="0.22">{"".join(lines)}</g>'
        f"{''.join(rings)}{words}</svg>"
    )
