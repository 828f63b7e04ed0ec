"""The spread of activations, layer by layer, for several ways to begin (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import plotly.graph_objects as go

from core.figures.before_after import apart
from core.figures.frame import axis, framed
from core.figures.palette import Palette

DECADES = (-6, 5)  # powers of ten that the axis shows


@dataclass(frozen=True)
class SpreadLine:
    """Root mean squares, the input's first; `own` is the learner's line, drawn strong."""

    name: str
    values: Sequence[float]
    own: bool = False


@dataclass(frozen=True)
class SpreadTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    layer: str
    spread: str


def layer_spread(lines: Sequence[SpreadLine], texts: SpreadTexts, palette: Palette) -> go.Figure:
    """Lines on a logarithmic axis; what is 0 or beyond it lies on its edge."""
    low, high = (10.0**power for power in DECADES)
    depth = len(lines[0].values) - 1
    figure = go.Figure()
    colours = [palette.trainable if line.own else palette.quiet for line in lines]
    for line, colour in zip(lines, colours, strict=True):
        figure.add_trace(
            go.Scatter(
                x=list(range(depth + 1)),
                y=[min(max(value, low), high) for value in line.values],
                customdata=[f"{value:.2g}" for value in line.values],
                mode="lines+markers",
                name=line.name,
                line={
                    "color": colour,
                    "width": 3.5 if line.own else 1.5,
                    "dash": "solid" if line.own else "dot",
                },
                marker={"size": 8 if line.own else 4},
                hovertemplate="%{customdata}",
                showlegend=False,
            )
        )
    ends = [log10(min(max(line.values[-1], low), high)) for line in lines]
    for line, colour, place in zip(
        lines, colours, apart(ends, 0.075 * (DECADES[1] - DECADES[0])), strict=True
    ):
        figure.add_annotation(
            x=depth,
            y=place,
            text=line.name,
            xanchor="left",
            xshift=12,
            showarrow=False,
            font={"size": 13, "color": colour},
        )
    figure.update_xaxes(
        axis(
            texts.layer, palette, range=[-0.3, depth * 1.35], showgrid=False, tickvals=_ticks(depth)
        )
    )
    figure.update_yaxes(
        axis(
            texts.spread,
            palette,
            type="log",
            range=list(DECADES),
            tickvals=[10.0**power for power in range(DECADES[0], DECADES[1] + 1, 2)],
            ticktext=[f"10<sup>{p}</sup>" for p in range(DECADES[0], DECADES[1] + 1, 2)],
        )
    )
    return framed(figure, texts.title, palette, height=340)


def _ticks(depth: int) -> list[int]:
    stride = max(1, round(depth / 10))
    return list(range(0, depth + 1, stride))
