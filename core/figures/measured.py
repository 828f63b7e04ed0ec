"""What every measure says of every network's features: probes and neighbours (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class MeasuredRow:
    """One network: all values 0..1."""

    name: str
    probe: float
    before: float
    knn: float
    advised: bool


@kept
def measured(pen: Pen, rows: Sequence[MeasuredRow], title: str, *, chance: float) -> go.Figure:
    """A line for every network, the first on top, the measures as marks of their own shape.
    chance: accuracy of guessing, a dotted line."""
    colours = [pen.palette.head if row.advised else pen.palette.quiet for row in rows]
    figure = go.Figure()
    for said, symbol, field in (
        (msg("linear probe"), "diamond", "probe"),
        (msg("probe before the last block"), "square-open", "before"),
        (msg("k-NN"), "circle-open", "knn"),
    ):
        name = pen.say(said)
        marker = {
            "symbol": symbol,
            "size": 11,
            "color": colours if symbol == "diamond" else pen.palette.ink,
            "line": {"width": 2, "color": colours},
        }
        values, hover = [getattr(row, field) for row in rows], f"{name}: %{{x:.0%}}<extra></extra>"
        places = list(range(len(rows)))
        figure.add_trace(pen.dots(values, places, marker, name=name, hovertemplate=hover))
    pen.guessing(figure, x=chance, at="top right")
    figure.layout.xaxis = pen.shares(pen.say(msg("Accuracy")), 1.03)
    advised = pen.say(msg("recommended"))
    names = [f"<b>{row.name}</b><br>{advised}" if row.advised else row.name for row in rows]
    figure.layout.yaxis = pen.rows(names)
    height = 170 + 54 * len(rows)
    return pen.framed(figure, title, height, legend=pen.legend(-70 / (height - 150)))
