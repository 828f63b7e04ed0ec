"""Shares over equal steps, a line for each thing compared, with intervals (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen

ROOM = 0.12  # of a step between lines, so that intervals do not cover each other
MANY = 8  # steps; of more only every other one is named, so that the names stand on a phone


@dataclass(frozen=True)
class Line:
    """Values 0..1, one a step, and their intervals (low, high)."""

    name: str
    tone: str  # of the palette
    values: Sequence[float]
    intervals: Sequence[Sequence[float]]


@kept
def along(
    pen: Pen,
    lines: Sequence[Line],
    title: str,
    *,
    steps: Sequence[str],
    over: str,
    share: str,
    at: int | None = None,
    low: float = 0.0,
) -> go.Figure:
    """steps: what stands below each; over, share: titles of the axes; at: the step that is marked;
    low: where the upright axis begins."""
    figure = go.Figure()
    for number, line in enumerate(lines):
        colour = pen.tone(line.tone)
        moved = (number - (len(lines) - 1) / 2) * ROOM
        figure.add_trace(
            pen.line(
                [place + moved for place in range(len(line.values))],
                line.values,
                colour,
                name=line.name,
                marker={"size": 8},
                error_y=pen.interval(line.values, line.intervals, faded(colour, 0.5)),
                hovertemplate="%{y:.0%}",
            )
        )
    if at is not None:
        pen.reference(figure, x=at)
    every = 1 if len(steps) <= MANY else 2
    named = [step if place % every == 0 else "" for place, step in enumerate(steps)]
    figure.layout.xaxis = pen.spaced(over, named)
    figure.layout.yaxis = pen.shares(share, range=[low, 1.02])
    return pen.framed(figure, title, 380, legend=pen.legend(1.02, above=True))
