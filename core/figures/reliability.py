"""Said against right: how sure a network was, and how often it was right (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg
from core.statistics import wilson_interval

FEWEST = 5  # photos in a bin that is drawn


@dataclass(frozen=True)
class Said:
    """Rows [photos, sum of the probabilities of the answer, how many right] of equal bins."""

    name: str
    tone: str
    bins: Sequence[Sequence[float]]


@kept
def reliability(pen: Pen, shown: Sequence[Said], title: str) -> go.Figure:
    """Each bin of `FEWEST` photos or more at its mean probability, with Wilson's interval; on the
    dotted line a network is as often right as it says."""
    figure = go.Figure()
    figure.add_trace(
        pen.line(
            [0, 1],
            [0, 1],
            pen.palette.quiet,
            width=1,
            dash="dot",
            name=pen.say(msg("as sure as right")),
            hoverinfo="skip",
        )
    )
    for said in shown:
        rows = [row for row in said.bins if row[0] >= FEWEST]
        values = [right / photos for photos, _sum, right in rows]
        ends = [wilson_interval(right, int(photos)) for photos, _sum, right in rows]
        colour = pen.tone(said.tone)
        figure.add_trace(
            pen.line(
                [total / photos for photos, total, _right in rows],
                values,
                colour,
                name=said.name,
                marker={"size": 8},
                error_y=pen.interval(values, ends, faded(colour, 0.5)),
                customdata=[int(photos) for photos, _sum, _right in rows],
                hovertemplate="%{x:.0%} → %{y:.0%} (%{customdata})",
            )
        )
    sure, right = msg("how sure: probability of the answer"), msg("how many are right")
    figure.layout.xaxis = pen.axis(pen.say(sure), range=[0, 1.02], tickformat=".0%")
    figure.layout.yaxis = pen.shares(pen.say(right), range=[0, 1.02])
    return pen.framed(figure, title, 400, legend=pen.legend(-0.22))
