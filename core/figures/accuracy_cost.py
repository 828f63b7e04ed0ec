"""Networks by size, accuracy and work: a bubble for each (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

LARGEST = 54  # pixels across of the bubble with the most work
APART = 1.1  # percentage points below the lowest figure: the line to networks without one
WAYS = ("top center", "middle left", "bottom center", "middle right")
NEAR = (0.62, 2.5)  # ratio of parameters, and points, within which names get in each other's way


@dataclass(frozen=True)
class NetworkDot:
    """One network: parameters and MACs counted, accuracy in percent as published (or None)."""

    id: str
    title: str
    parameters: int
    macs: int
    top5: float | None
    hover: str
    chosen: bool = False


def accuracy_cost(pen: Pen, dots: Sequence[NetworkDot], title: str) -> go.Figure:
    """Top-5 accuracy over parameters (log scale); a bubble's area grows with the MACs of a photo.

    Networks without a published accuracy are hollow and stand apart, below a dotted line: their
    height says nothing.  `customdata` is the network's id.
    """
    known = [dot for dot in dots if dot.top5 is not None]
    unknown = [dot for dot in dots if dot.top5 is None]
    published = [dot.top5 for dot in known if dot.top5 is not None]
    lowest, highest = min(published), max(published)
    most = max(dot.macs for dot in dots)
    figure = go.Figure(
        [
            _bubbles(pen, known, published, most, 0.45),
            _bubbles(pen, unknown, [lowest - 3.4 * APART] * len(unknown), most, 0.05),
        ]
    )
    if unknown:
        said = pen.say(msg("no published top-5: their height says nothing"))
        pen.reference(figure, y=lowest - APART, text=said, at="bottom left")
    across = pen.axis(
        pen.say(msg("parameters with the ImageNet classifier (millions, counted)")),
        type="log",
        tickvals=[1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 2e8],
        ticktext=["1", "2", "5", "10", "20", "50", "100", "200"],
        range=[5.85, 8.5],
    )
    upwards = pen.axis(
        pen.say(msg("ImageNet top-5 (%, published)")),
        range=[lowest - 4.8 * APART, highest + 1.6],
        tickvals=[value for value in range(70, 101, 5) if value >= lowest - 0.5],
    )
    select = "event+select"
    return pen.framed(figure, title, 460, xaxis=across, yaxis=upwards, clickmode=select)


def _bubbles(
    pen: Pen, dots: Sequence[NetworkDot], heights: Sequence[float], most: int, filled: float
) -> go.Scatter:
    colours = [pen.palette.head if dot.chosen else pen.palette.quiet for dot in dots]
    marker = {
        "size": [LARGEST * (dot.macs / most) ** 0.5 for dot in dots],
        "sizemin": 7,
        "color": [faded(colour, filled) for colour in colours],
        "line": {"color": colours, "width": 2},
        "opacity": 1,
    }
    return pen.dots(
        [dot.parameters for dot in dots],
        heights,
        marker,
        mode="markers+text",
        text=[dot.title for dot in dots],
        textposition=_positions(dots),
        textfont={"size": 12, "color": pen.palette.ink},
        customdata=[[dot.id] for dot in dots],
        hovertext=[dot.hover for dot in dots],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _positions(dots: Sequence[NetworkDot]) -> list[str]:
    """Names above their bubbles; elsewhere where a neighbour higher up has its name already."""
    placed: list[tuple[NetworkDot, str]] = []
    for dot in sorted(dots, key=lambda one: -(one.top5 or 0)):
        taken = [
            way
            for other, way in placed
            if NEAR[0] < dot.parameters / other.parameters < 1 / NEAR[0]
            and abs((dot.top5 or 0) - (other.top5 or 0)) < NEAR[1]
        ]
        placed.append((dot, next((way for way in WAYS if way not in taken), WAYS[0])))
    ways = {dot.id: way for dot, way in placed}
    return [ways[dot.id] for dot in dots]
