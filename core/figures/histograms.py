"""How values are spread: histograms over one another, mean and deviation marked (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded

BINS = 60


@dataclass(frozen=True)
class Spread:
    """Values of any shape, with the name and colour of their bars."""

    name: str
    values: np.ndarray
    colour: str


@dataclass(frozen=True)
class HistogramTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    value: str
    share: str


def histograms(
    spreads: Sequence[Spread],
    texts: HistogramTexts,
    palette: Palette,
    *,
    span: tuple[float, float],
) -> go.Figure:
    """Shares of the values between the ends of `span`; values beyond it are not drawn.

    A bar on the axis under each histogram reaches one standard deviation either way of the mean.
    """
    figure = go.Figure()
    edges = np.linspace(*span, BINS + 1)
    most = 0.0
    for spread in spreads:
        counts, _edges = np.histogram(spread.values, edges)
        shares = counts / spread.values.size
        most = max(most, float(shares.max()))
        figure.add_trace(
            go.Bar(
                x=(edges[:-1] + edges[1:]) / 2,
                y=shares,
                width=np.diff(edges),
                name=spread.name,
                marker={"color": faded(spread.colour, 0.55), "line": {"width": 0}},
                hovertemplate="%{x:.3g}: %{y:.1%}",
            )
        )
    for place, spread in enumerate(spreads):
        mean, deviation = float(spread.values.mean()), float(spread.values.std())
        figure.add_trace(
            go.Scatter(
                x=[mean],
                y=[-most * 0.07 * (place + 1)],
                error_x={"type": "data", "array": [deviation], "thickness": 3, "width": 7},
                mode="markers",
                marker={"color": spread.colour, "size": 10},
                hovertemplate=f"{mean:.3g} ± {deviation:.3g}",
                name=spread.name,
                showlegend=False,
            )
        )
    figure.update_xaxes(axis(texts.value, palette, range=list(span), showgrid=False))
    figure.update_yaxes(
        axis(
            texts.share,
            palette,
            range=[-most * 0.07 * (len(spreads) + 1), most * 1.08],
            tickformat=".0%",
            nticks=5,
        )
    )
    return framed(
        figure,
        texts.title,
        palette,
        height=320,
        barmode="overlay",
        legend={"orientation": "h", "x": 0, "y": 1.06, "yanchor": "bottom"},
        margin={"l": 8, "r": 12, "t": 92, "b": 8},
        showlegend=len(spreads) > 1,
    )
