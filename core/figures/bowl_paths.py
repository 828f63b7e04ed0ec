"""Paths of optimisers over the contour lines of a bowl (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.experiments.toys import bowl
from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded

ACROSS, UP = 10.5, 4.2  # how far the picture reaches from the middle


@dataclass(frozen=True)
class PathLine:
    """One optimiser's places [n, 2], its name and its colour."""

    name: str
    places: np.ndarray
    colour: str


@dataclass(frozen=True)
class BowlTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    x: str
    y: str
    lowest: str


def bowl_paths(
    paths: Sequence[PathLine], elongation: float, texts: BowlTexts, palette: Palette
) -> go.Figure:
    """The bowl from above; every dot is a step, and what leaves the picture is cut off."""
    x, y = np.linspace(-ACROSS, ACROSS, 90), np.linspace(-UP, UP, 60)
    heights = bowl.height(x[None, :], y[:, None], elongation)
    figure = go.Figure(
        go.Contour(
            x=x,
            y=y,
            z=np.sqrt(heights),
            ncontours=14,
            contours={"coloring": "none"},
            line={"color": faded(palette.quiet, 0.45), "width": 1},
            showscale=False,
            showlegend=False,
            hoverinfo="skip",
        )
    )
    for symbol, path in zip(("circle", "diamond", "square"), paths, strict=False):
        figure.add_trace(
            go.Scatter(
                x=path.places[:, 0],
                y=path.places[:, 1],
                mode="lines+markers",
                name=path.name,
                line={"color": path.colour, "width": 2},
                marker={"size": 6, "symbol": symbol},
                hovertemplate="%{pointNumber}: (%{x:.2f}, %{y:.2f})",
            )
        )
    figure.add_annotation(
        x=0,
        y=0,
        ax=0,
        ay=70,
        text=texts.lowest,
        font={"size": 12, "color": palette.ink},
        arrowcolor=palette.ink,
        arrowhead=2,
        arrowwidth=1,
        bgcolor=faded(palette.ground, 0.8),
    )
    figure.update_xaxes(axis(texts.x, palette, range=[-ACROSS, ACROSS], showgrid=False))
    figure.update_yaxes(axis(texts.y, palette, range=[-UP, UP], showgrid=False))
    return framed(
        figure,
        texts.title,
        palette,
        height=380,
        legend={"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom"},
        margin={"l": 8, "r": 12, "t": 92, "b": 8},
    )
