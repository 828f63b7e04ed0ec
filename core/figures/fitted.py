"""A curve through points: what was seen, what was fitted, and the rule behind it (light)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.experiments.toys import polynomial
from core.figures.frame import axis, framed
from core.figures.palette import Palette

REACH = 2.2  # upper and lower end of the axis


@dataclass(frozen=True)
class FittedTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    points: str
    curve: str
    truth: str
    x: str
    y: str


def fitted(fit: polynomial.Fit, texts: FittedTexts, palette: Palette) -> go.Figure:
    """Training points as dots, the fitted curve solid, the true rule dotted."""
    x = np.linspace(-polynomial.EDGE, polynomial.EDGE, 400)
    figure = go.Figure(
        [
            go.Scatter(
                x=x,
                y=polynomial.truth(x),
                mode="lines",
                name=texts.truth,
                line={"color": palette.quiet, "width": 2, "dash": "dot"},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=x,
                y=fit.curve(x),
                mode="lines",
                name=texts.curve,
                line={"color": palette.trainable, "width": 3},
                hoverinfo="skip",
            ),
            go.Scatter(
                x=fit.x,
                y=fit.y,
                mode="markers",
                name=texts.points,
                marker={
                    "color": palette.ink,
                    "size": 9,
                    "line": {"color": palette.ground, "width": 1},
                },
                hovertemplate="(%{x:.2f}, %{y:.2f})",
            ),
        ]
    )
    figure.update_xaxes(axis(texts.x, palette, range=[-1.03, 1.03], showgrid=False))
    figure.update_yaxes(axis(texts.y, palette, range=[-REACH, REACH]))
    return framed(
        figure,
        texts.title,
        palette,
        height=340,
        legend={"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom"},
        margin={"l": 8, "r": 12, "t": 92, "b": 8},
    )
