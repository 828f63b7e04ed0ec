"""Accuracy of many classes as thin bars, the hardest on top (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette

_ROW, _FRAME = 19, 130  # pixels


@dataclass(frozen=True)
class ClassBar:
    """One class: share of its test photos that were right (0..1), and whether it is of the first
    of two kinds."""

    name: str
    share: float
    first_kind: bool


@dataclass(frozen=True)
class ClassBarTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    share: str
    first_kind: str
    second_kind: str


def class_bars(bars: Sequence[ClassBar], texts: ClassBarTexts, palette: Palette) -> go.Figure:
    """The lowest share on top; the two kinds differ in colour and in pattern."""
    ordered = sorted(bars, key=lambda bar: bar.share)
    figure = go.Figure()
    for kind, name, colour, pattern in (
        (True, texts.first_kind, palette.head, "/"),
        (False, texts.second_kind, palette.frozen, ""),
    ):
        mine = [bar for bar in ordered if bar.first_kind is kind]
        figure.add_trace(
            go.Bar(
                x=[bar.share for bar in mine],
                y=[bar.name for bar in mine],
                orientation="h",
                name=name,
                marker={"color": colour, "pattern": {"shape": pattern}},
                hovertemplate="%{y}: %{x:.0%}<extra></extra>",
            )
        )
    height = _FRAME + _ROW * len(bars)
    figure.update_xaxes(axis(texts.share, palette, range=[0, 1.02], tickformat=".0%"))
    figure.update_yaxes(
        axis("", palette, tickfont={"size": 12, "color": palette.ink}, showgrid=False)
        | {"categoryorder": "array", "categoryarray": [bar.name for bar in ordered][::-1]}
    )
    legend = below(palette, -70 / height)
    return framed(figure, texts.title, palette, height, bargap=0.25, legend=legend)
