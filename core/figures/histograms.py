"""How values are spread: histograms over one another, mean and deviation marked (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

BINS = 60


@dataclass(frozen=True)
class Spread:
    """Values of any shape, with the name of their bars and its colour in the palette."""

    name: str
    values: np.ndarray
    tone: str


@kept
def histograms(
    pen: Pen, spreads: Sequence[Spread], title: str, *, value: str, span: tuple[float, float]
) -> go.Figure:
    """Shares of the values between the ends of `span`; values beyond it are not drawn.

    A bar on the axis under each histogram reaches one standard deviation either way of the mean.
    value: what the values are.
    """
    edges = np.linspace(*span, BINS + 1)
    shares = [np.histogram(spread.values, edges)[0] / spread.values.size for spread in spreads]
    most = max(0.0, *(float(heights.max()) for heights in shares))
    figure = go.Figure(
        [
            go.Bar(
                x=(edges[:-1] + edges[1:]) / 2,
                y=heights,
                width=np.diff(edges),
                name=spread.name,
                marker={"color": faded(pen.tone(spread.tone), 0.55), "line": {"width": 0}},
                hovertemplate="%{x:.3g}: %{y:.1%}",
            )
            for spread, heights in zip(spreads, shares, strict=True)
        ]
    )
    for place, spread in enumerate(spreads, start=1):
        mean, deviation = float(spread.values.mean()), float(spread.values.std())
        reach = pen.dots(
            [mean],
            [-most * 0.07 * place],
            {"color": pen.tone(spread.tone), "size": 10},
            error_x={"type": "data", "array": [deviation], "thickness": 3, "width": 7},
            hovertemplate=f"{mean:.3g} ± {deviation:.3g}",
            name=spread.name,
            showlegend=False,
        )
        figure.add_trace(reach)
    figure.layout.xaxis = pen.axis(value, range=list(span), showgrid=False)
    heights = [-most * 0.07 * (len(spreads) + 1), most * 1.08]
    figure.layout.yaxis = pen.shares(pen.say(msg("share of the values")), range=heights, nticks=5)
    return pen.framed(
        figure,
        title,
        320,
        top=92,
        barmode="overlay",
        legend=pen.legend(1.06, above=True),
        showlegend=len(spreads) > 1,
    )
