"""Amounts of work put end to end: one bar for each way of doing the same job (light)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

import plotly.graph_objects as go

from core.figures.kept import kept
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


@kept
def work_bars(
    pen: Pen,
    bars: Sequence[Bar],
    title: str,
    work: str,
    tick: Callable[[int], str] | None = None,
) -> go.Figure:
    """Horizontal bars, the first one on top; a label is written inside wherever it fits.

    work: the axis, with its unit; tick: how a count is written on it, if they are counts.
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
    figure.layout.xaxis = pen.axis(work, rangemode="tozero")
    if tick is not None:
        ticks = _ticks(max(sum(piece.value for piece in bar.pieces) for bar in bars))
        figure.update_xaxes(tickvals=ticks, ticktext=[tick(count) for count in ticks])
    figure.layout.yaxis = pen.axis(
        "", showgrid=False, tickfont=ink, categoryorder="array", categoryarray=names[::-1]
    )
    return pen.framed(
        figure,
        title,
        110 + BAR * len(bars),
        columns=PHONE,
        barmode="overlay",
        showlegend=False,
        uniformtext={"mode": "hide", "minsize": 11},
    )


def _ticks(most: float) -> list[int]:
    """Round counts from 0 to `most`, three to six of them."""
    decade = 10 ** floor(log10(max(most, 1)))
    step = next(part for part in (0.2, 0.5, 1, 2) if most < 5 * part * decade or part == 2) * decade
    step = max(1, round(step))
    return list(range(0, int(most) + 1, step))
