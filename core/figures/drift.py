"""Batch norm let loose: what becomes of the answers, and how far each layer has moved (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette


@dataclass(frozen=True)
class DriftTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    step: str
    right: str
    layer: str
    moved: str
    loose: str  # the network whose batch norm is let loose
    frozen: str  # its twin, before and after
    mean: str
    variance: str


def drift(
    looks: Sequence[Mapping[str, Any]],
    texts: DriftTexts,
    palette: Palette,
    *,
    asked: int,
    steps: int,
    twin: int | None,
    at: int,
) -> go.Figure:
    """Left: right answers of `asked` after so many steps.  Right: how far each layer is at `at`.

    looks: rows of `core.experiments.batchnorm.examine`, `at` one of their places.  steps: how far
    the axis goes.  twin: right answers of the network whose batch norm is frozen, None before it
    was asked.
    """
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.11)
    places = [row["step"] for row in looks]
    if twin is not None:
        figure.add_trace(
            go.Scatter(
                x=[0, steps],
                y=[twin, twin],
                mode="lines",
                name=texts.frozen,
                line={"color": palette.frozen, "width": 3, "dash": "dash"},
                hovertemplate="%{y}",
            ),
            row=1,
            col=1,
        )
    figure.add_trace(
        go.Scatter(
            x=places,
            y=[row["right"] for row in looks],
            mode="lines+markers",
            name=texts.loose,
            line={"color": palette.trainable, "width": 3},
            marker={"size": [14 if i == at else 8 for i in range(len(looks))]},
            hovertemplate="%{y}",
        ),
        row=1,
        col=1,
    )
    chosen = looks[at]
    for name, key, symbol, colour in (
        (texts.mean, "mean", "circle", palette.trainable),
        (texts.variance, "variance", "diamond", palette.ink),
    ):
        figure.add_trace(
            go.Scatter(
                x=list(range(1, len(chosen[key]) + 1)),
                y=chosen[key],
                mode="markers",
                name=name,
                marker={"color": colour, "size": 7, "symbol": symbol},
                hovertemplate="%{y:.1%}",
            ),
            row=1,
            col=2,
        )
    figure.update_xaxes(axis(texts.step, palette, range=[-1, steps + 1]), row=1, col=1)
    figure.update_yaxes(axis(texts.right, palette, range=[-0.6, asked + 0.6]), row=1, col=1)
    figure.update_xaxes(axis(texts.layer, palette, showgrid=False), row=1, col=2)
    most = max((value for row in looks for value in row["variance"]), default=0.0)
    figure.update_yaxes(
        axis(texts.moved, palette, tickformat=".0%", range=[-0.02, max(0.1, 1.08 * most)]),
        row=1,
        col=2,
    )
    return framed(
        figure,
        texts.title,
        palette,
        height=400,
        legend=below(palette, -0.22),
    )
