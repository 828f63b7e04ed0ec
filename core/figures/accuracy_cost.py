"""Networks by size, accuracy and work: a bubble for each (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded

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


@dataclass(frozen=True)
class AccuracyCostTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    parameters: str
    top5: str
    apart: str  # names the line of networks without a published figure


def accuracy_cost(
    dots: Sequence[NetworkDot], texts: AccuracyCostTexts, palette: Palette
) -> go.Figure:
    """Top-5 accuracy over parameters (log scale); a bubble's area grows with the MACs of a photo.

    Networks without a published accuracy are hollow and stand apart, below a dotted line: their
    height says nothing.  `customdata` is the network's id.
    """
    known = [dot for dot in dots if dot.top5 is not None]
    unknown = [dot for dot in dots if dot.top5 is None]
    lowest = min(dot.top5 for dot in known if dot.top5 is not None)
    most = max(dot.macs for dot in dots)
    figure = go.Figure()
    for group, hollow in ((known, False), (unknown, True)):
        figure.add_trace(
            go.Scatter(
                x=[dot.parameters for dot in group],
                y=[lowest - 3.4 * APART if hollow else dot.top5 for dot in group],
                mode="markers+text",
                text=[dot.title for dot in group],
                textposition=_positions(group),
                textfont={"size": 12, "color": palette.ink},
                marker={
                    "size": [LARGEST * (dot.macs / most) ** 0.5 for dot in group],
                    "sizemin": 7,
                    "color": [
                        faded(_colour(dot, palette), 0.05 if hollow else 0.45) for dot in group
                    ],
                    "line": {"color": [_colour(dot, palette) for dot in group], "width": 2},
                    "opacity": 1,
                },
                customdata=[[dot.id] for dot in group],
                hovertext=[dot.hover for dot in group],
                hoverinfo="text",
                showlegend=False,
                cliponaxis=False,
            )
        )
    if unknown:
        figure.add_hline(
            y=lowest - APART,
            line={"color": palette.quiet, "width": 1, "dash": "dot"},
            annotation_text=texts.apart,
            annotation_position="bottom left",
            annotation_font={"size": 12, "color": palette.quiet},
        )
    highest = max(dot.top5 for dot in known if dot.top5 is not None)
    figure.update_xaxes(
        axis(
            texts.parameters,
            palette,
            type="log",
            tickvals=[1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 2e8],
            ticktext=["1", "2", "5", "10", "20", "50", "100", "200"],
            range=[5.85, 8.5],
        )
    )
    figure.update_yaxes(
        axis(
            texts.top5,
            palette,
            range=[lowest - 4.8 * APART, highest + 1.6],
            tickvals=[value for value in range(70, 101, 5) if value >= lowest - 0.5],
        )
    )
    return framed(figure, texts.title, palette, height=460, clickmode="event+select")


def _colour(dot: NetworkDot, palette: Palette) -> str:
    return palette.head if dot.chosen else palette.quiet


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
