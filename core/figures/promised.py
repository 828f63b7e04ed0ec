"""What is expected of every network: accuracy and range, a strip of few lines (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import BESIDE_ROWS
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class PromisedRow:
    """One network in the way that suits it best: accuracies 0..1."""

    name: str
    way: str
    expected: float
    low: float
    high: float
    advised: bool


@kept
def promised(pen: Pen, rows: Sequence[PromisedRow], title: str, *, chance: float) -> go.Figure:
    """A line for every network, the first on top: the range as a bar, the expected accuracy as a
    mark with its number.  chance: accuracy of guessing, a dotted line."""
    colours = [pen.palette.head if row.advised else pen.palette.quiet for row in rows]
    places = list(range(len(rows)))
    ranges = go.Bar(
        x=[row.high - row.low for row in rows],
        base=[row.low for row in rows],
        y=places,
        orientation="h",
        width=0.5,
        marker={"color": [faded(colour, 0.28) for colour in colours], "line": {"width": 0}},
        name=pen.say(msg("range of 80%")),
        hovertext=[f"{row.low:.0%}–{row.high:.0%}" for row in rows],
        hoverinfo="text",
        showlegend=False,
    )
    figure = go.Figure(ranges)
    marker = {
        "symbol": "line-ns",
        "size": 22,
        "color": colours,
        "line": {"width": 3.5, "color": colours},
    }
    figure.add_trace(
        pen.dots(
            [row.expected for row in rows],
            places,
            marker,
            name=pen.say(msg("expected test accuracy")),
            hovertext=[f"{row.expected:.0%}" for row in rows],
            hoverinfo="text",
            showlegend=False,
        )
    )
    pen.guessing(figure, x=chance, at="top right")
    said = pen.say(msg("Expected test accuracy and range"))
    figure.layout.xaxis = pen.shares(said, 1.03, columns=BESIDE_ROWS)
    names = [
        f"<b>{row.name}</b><br>{row.way}" if row.advised else f"{row.name}<br>{row.way}"
        for row in rows
    ]
    figure.layout.yaxis = pen.rows(names)
    return pen.framed(figure, title, 100 + 48 * len(rows))
