"""Accuracy of many classes as thin bars, the hardest on top (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

_ROW, _FRAME = 19, 130  # pixels


@dataclass(frozen=True)
class ClassBar:
    """One class: share of its test photos that were right (0..1), and whether it is of the first
    of two kinds."""

    name: str
    share: float
    first_kind: bool


@kept
def class_bars(pen: Pen, bars: Sequence[ClassBar], title: str, kinds: tuple[str, str]) -> go.Figure:
    """The lowest share on top; the two kinds differ in colour and in pattern."""
    ordered = sorted(bars, key=lambda bar: bar.share)
    figure = go.Figure()
    looks = ((True, pen.palette.head, "/"), (False, pen.palette.frozen, ""))
    for name, (kind, colour, pattern) in zip(kinds, looks, strict=True):
        mine = [bar for bar in ordered if bar.first_kind is kind]
        figure.add_bar(
            x=[bar.share for bar in mine],
            y=[bar.name for bar in mine],
            orientation="h",
            name=name,
            marker={"color": colour, "pattern": {"shape": pattern}},
            hovertemplate="%{y}: %{x:.0%}<extra></extra>",
        )
    height = _FRAME + _ROW * len(bars)
    figure.layout.xaxis = pen.shares(pen.say(msg("Test photos that were right")))
    figure.layout.yaxis = pen.axis(
        "",
        tickfont={"size": 12, "color": pen.palette.ink},
        showgrid=False,
        categoryorder="array",
        categoryarray=[bar.name for bar in ordered][::-1],
    )
    return pen.framed(figure, title, height, bargap=0.25, legend=pen.legend(-70 / height))
