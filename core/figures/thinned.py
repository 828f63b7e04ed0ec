"""A small dense network with some units at rest: dropout as a drawing (light)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.figures import svg
from core.figures.pen import Pen

WIDTH, HEIGHT = 640, 250
COLUMNS = (70, 235, 405, 570)  # left to right: input, two hidden layers, output


def thinned_svg(pen: Pen, layers: Sequence[np.ndarray], names: Sequence[str], label: str) -> str:
    """Layers bool [units], True where a unit takes part; names under the columns.

    A resting unit is a hollow dashed ring and its connections are gone.
    """
    warm, quiet = pen.palette.trainable, pen.palette.quiet
    places = [
        [(x, HEIGHT * (i + 0.5) / len(units), alive) for i, alive in enumerate(units)]
        for x, units in zip(COLUMNS, layers, strict=True)
    ]
    lines = "".join(
        svg.tag("line", x1=x, y1=y, x2=u, y2=v)
        for left, right in pairwise(places)
        for x, y, alive in left
        for u, v, other in right
        if alive and other
    )
    parts = [svg.tag("g", lines, stroke=warm, stroke_opacity=0.22)]
    awake = {"fill": warm, "stroke": warm}
    resting = {"fill": "none", "stroke": quiet, "stroke_dasharray": "3 2"}
    for x, y, alive in (unit for column in places for unit in column):
        look = awake if alive else resting
        parts.append(svg.tag("circle", cx=x, cy=y, r=8, stroke_width=1.5, **look))
    for x, name in zip(COLUMNS, names, strict=True):
        parts.append(svg.text(x, HEIGHT + 22, name, quiet, size=14, text_anchor="middle"))
    return svg.drawing(
        parts, label, WIDTH, HEIGHT + 30, width=None, style=f"width:100%;max-width:{WIDTH}px"
    )
