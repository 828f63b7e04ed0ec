"""A few shares as bars, of which some are still to be guessed (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen

_ROW, _FRAME = 46, 110  # pixels
_DIGITS_BELOW = 0.01  # a share so small is told more exactly


@dataclass(frozen=True)
class Known:
    """One share 0..1; None where it is still to be guessed.  `chosen`: what is asked about."""

    name: str
    share: float | None
    chosen: bool = False

    @property
    def said(self) -> str:
        if self.share is None:
            return "?"
        return f"{self.share:.2%}" if self.share < _DIGITS_BELOW else f"{self.share:.0%}"


@kept
def known_bars(pen: Pen, rows: Sequence[Known], title: str, shares: str) -> go.Figure:
    """The first on top, each with its share, or a question mark.  shares: what they are of."""
    palette = pen.palette
    figure = go.Figure(
        go.Bar(
            x=[row.share or 0 for row in rows],
            y=[row.name for row in rows],
            orientation="h",
            text=[row.said for row in rows],
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 15, "color": palette.ink},
            marker={
                "color": [palette.head if row.chosen else palette.frozen for row in rows],
                "pattern": {"shape": ["/" if row.chosen else "" for row in rows]},
            },
            hoverinfo="skip",
            name=shares,
        )
    )
    names = [row.name for row in rows]
    figure.layout.xaxis = pen.shares(shares)
    ink = {"size": 13, "color": palette.ink}
    figure.layout.yaxis = pen.axis(
        "", tickfont=ink, showgrid=False, categoryorder="array", categoryarray=names[::-1]
    )
    return pen.framed(figure, title, _FRAME + _ROW * len(rows), bargap=0.3, showlegend=False)
