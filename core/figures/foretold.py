"""Expected against obtained accuracy: on the diagonal the advice was right (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class ForetoldPoint:
    """One training: accuracies 0..1, its range, and what it was (on hover)."""

    expected: float
    low: float
    high: float
    obtained: float
    hover: str
    advised: bool


@dataclass(frozen=True)
class ForetoldTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    expected: str
    obtained: str
    exact: str  # the diagonal
    advised: str
    other: str


def foretold(points: Sequence[ForetoldPoint], texts: ForetoldTexts, palette: Palette) -> go.Figure:
    """A dot for every training; recommended ones are larger, filled and carry their range."""
    edge = [0.0, 1.02]
    figure = go.Figure(
        go.Scatter(
            x=edge,
            y=edge,
            mode="lines",
            name=texts.exact,
            line={"color": palette.quiet, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
        )
    )
    for name, mine, symbol, size, colour in (
        (texts.other, [p for p in points if not p.advised], "circle-open", 8, palette.quiet),
        (texts.advised, [p for p in points if p.advised], "diamond", 12, palette.head),
    ):
        figure.add_scatter(
            x=[point.expected for point in mine],
            y=[point.obtained for point in mine],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 1.5}},
            error_x={
                "type": "data",
                "array": [point.high - point.expected for point in mine],
                "arrayminus": [point.expected - point.low for point in mine],
                "color": faded(colour, 0.45),
                "thickness": 1.5,
                "width": 0,
                "visible": symbol == "diamond",
            },
            hovertext=[point.hover for point in mine],
            hoverinfo="text",
        )
    figure.update_xaxes(axis(texts.expected, palette, range=edge, tickformat=".0%"))
    figure.update_yaxes(
        axis(texts.obtained, palette, range=edge, tickformat=".0%", scaleanchor="x")
    )
    return framed(figure, texts.title, palette, 520, legend=below(palette, -0.17))
