"""Amounts of work put end to end: one bar for each way of doing the same job (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.lettering import PHONE
from core.figures.palette import faded
from core.figures.pen import Pen

BAR = 54  # pixels a bar takes, with the space around it


@dataclass(frozen=True)
class Piece:
    """A part of a bar; `tone` is a colour of the palette, by meaning."""

    label: str
    value: float
    tone: str = "ink"
    hover: str = ""


@dataclass(frozen=True)
class Bar:
    """One way of doing the job; its pieces in the order in which they are done."""

    label: str
    pieces: Sequence[Piece]


def work_bars(pen: Pen, bars: Sequence[Bar], title: str, work: str) -> go.Figure:
    """Horizontal bars, the first one on top; a label is written inside wherever it fits.

    work: the axis, with its unit.
    """
    figure, ink = go.Figure(), {"size": 13, "color": pen.palette.ink}
    names = [bar.label for bar in bars]
    for bar in bars:
        start = 0.0
        for piece in bar.pieces:
            colour = pen.tone(piece.tone)
            figure.add_trace(
                go.Bar(
                    x=[piece.value],
                    y=[bar.label],
                    base=[start],
                    orientation="h",
                    text=[piece.label],
                    textposition="inside",
                    insidetextanchor="middle",
                    textangle=0,
                    textfont=ink,
                    marker={"color": faded(colour, 0.28), "line": {"color": colour, "width": 1.5}},
                    hovertext=[piece.hover or piece.label],
                    hovertemplate="%{hovertext}<extra></extra>",
                    width=0.62,
                )
            )
            start += piece.value
    order = {"categoryorder": "array", "categoryarray": names[::-1]}
    figure.layout.xaxis = pen.axis(work, rangemode="tozero")
    figure.layout.yaxis = pen.axis("", showgrid=False, tickfont=ink, **order)
    return pen.framed(
        figure,
        title,
        110 + BAR * len(bars),
        columns=PHONE,
        barmode="overlay",
        showlegend=False,
        uniformtext={"mode": "hide", "minsize": 11},
    )
