"""Expected against obtained accuracy: on the diagonal the advice was right (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class ForetoldPoint:
    """One training: accuracies 0..1, its range, and what it was (on hover)."""

    expected: float
    low: float
    high: float
    obtained: float
    hover: str
    advised: bool


@kept
def foretold(pen: Pen, points: Sequence[ForetoldPoint], title: str) -> go.Figure:
    """A dot for every training; recommended ones are larger, filled and carry their range."""
    edge, quiet = [0.0, 1.02], pen.palette.quiet
    exact = pen.say(msg("exactly as expected"))
    figure = go.Figure(
        pen.line(edge, edge, quiet, width=1.5, dash="dash", name=exact, hoverinfo="skip")
    )
    for name, advised, symbol, size, colour in (
        (msg("also tried"), False, "circle-open", 8, quiet),
        (msg("recommended"), True, "diamond", 12, pen.palette.head),
    ):
        mine = [point for point in points if point.advised is advised]
        expected, ends = [p.expected for p in mine], [(p.low, p.high) for p in mine]
        plain = {"width": 0, "visible": advised}  # without caps: there are many
        dots = pen.dots(
            expected,
            [point.obtained for point in mine],
            {"symbol": symbol, "size": size, "color": colour, "line": {"width": 1.5}},
            name=pen.say(name),
            error_x=pen.interval(expected, ends, faded(colour, 0.45)) | plain,
            hovertext=[point.hover for point in mine],
            hoverinfo="text",
        )
        figure.add_trace(dots)
    figure.layout.xaxis = pen.shares(pen.say(msg("Expected test accuracy")))
    figure.layout.yaxis = pen.shares(pen.say(msg("Obtained test accuracy")), scaleanchor="x")
    return pen.framed(figure, title, 520, legend=pen.legend(-0.17))
