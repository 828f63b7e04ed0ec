"""What a larger input buys and costs: small multiples over the same sizes (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, framed
from core.figures.palette import Palette


@dataclass(frozen=True)
class SizePoint:
    """A measured run at one input size: test accuracy with interval (0..1) and seconds."""

    size: int
    accuracy: float
    low: float
    high: float
    seconds: float


@dataclass(frozen=True)
class SizeTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    size: str
    accuracy: str
    seconds: str
    macs: str


def size_cost(
    points: Sequence[SizePoint],
    macs: Mapping[int, float],
    texts: SizeTexts,
    palette: Palette,
    *,
    chosen: int,
) -> go.Figure:
    """Three panels over the input size: accuracy, seconds, and counted work.

    points: own measured runs (may be empty).  macs: size in pixels -> billions of
    multiply-accumulates for one photo.  chosen: the size that is set now, marked in every panel.
    """
    figure = make_subplots(rows=1, cols=3, horizontal_spacing=0.15)
    ordered = sorted(points, key=lambda point: point.size)
    sizes = [point.size for point in ordered]
    figure.add_trace(
        go.Scatter(
            x=sizes,
            y=[point.accuracy for point in ordered],
            mode="markers",
            marker={"color": palette.head, "size": 9},
            error_y={
                "type": "data",
                "array": [point.high - point.accuracy for point in ordered],
                "arrayminus": [point.accuracy - point.low for point in ordered],
                "color": palette.head,
                "thickness": 1.5,
                "width": 4,
            },
            hovertemplate="%{x} px: %{y:.0%}<extra></extra>",
        ),
        row=1,
        col=1,
    )
    figure.add_trace(
        go.Scatter(
            x=sizes,
            y=[point.seconds for point in ordered],
            mode="markers",
            marker={"color": palette.trainable, "size": 9},
            hovertemplate="%{x} px: %{y:.1f} s<extra></extra>",
        ),
        row=1,
        col=2,
    )
    steps = sorted(macs)
    figure.add_trace(
        go.Scatter(
            x=steps,
            y=[macs[step] for step in steps],
            mode="lines+markers",
            line={"color": palette.frozen, "width": 2},
            marker={"size": 6},
            hovertemplate="%{x} px: %{y:.2f}<extra></extra>",
        ),
        row=1,
        col=3,
    )
    known = [*sizes, *steps, chosen]
    span = [min(known) - 12, max(known) + 12]
    for column in (1, 2, 3):
        figure.add_vline(
            x=chosen, line={"color": palette.quiet, "width": 1, "dash": "dot"}, row=1, col=column
        )
    figure.update_xaxes(axis(texts.size, palette, range=span, showgrid=False, nticks=5))
    figure.update_yaxes(
        axis(texts.accuracy, palette, range=[0, 1.02], tickformat=".0%"), row=1, col=1
    )
    figure.update_yaxes(axis(texts.seconds, palette, rangemode="tozero"), row=1, col=2)
    figure.update_yaxes(axis(texts.macs, palette, rangemode="tozero"), row=1, col=3)
    return framed(figure, texts.title, palette, height=270, showlegend=False)
