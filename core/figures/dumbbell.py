"""From one measurement to another, a line for each row: what a change is worth (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import BESIDE_ROWS, breadth
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

_ROW, _FRAME = 62, 150  # pixels
_HALF_COLUMN = 0.02  # of the axis, on a phone
_EDGE = 1.04
Range = tuple[float, float]


@dataclass(frozen=True)
class Ends:
    """One row: shares 0..1 before and after, each with its lowest and highest value where it was
    measured more than once; `note` stands above the line; `chance`: what guessing gives."""

    label: str
    first: float
    second: float
    note: str
    first_range: Range | None = None
    second_range: Range | None = None
    chance: float | None = None


@kept
def dumbbell(
    pen: Pen, rows: Sequence[Ends], title: str, *, second: str, share: str, first: str = ""
) -> go.Figure:
    """From what came `first` (from scratch) to what came `second`, the first row on top; hollow
    dots, then filled ones.

    share: the horizontal axis.
    """
    palette = pen.palette
    figure = go.Figure(
        [
            pen.line(
                [row.first, row.second],
                [place, place],
                faded(palette.head, 0.4),
                width=5,
                hoverinfo="skip",
                showlegend=False,
            )
            for place, row in enumerate(rows)
        ]
    )
    hollow = {"color": palette.ground, "line": {"color": palette.quiet, "width": 3}}
    before = [(row.first, row.first_range) for row in rows]
    after = [(row.second, row.second_range) for row in rows]
    figure.add_trace(_dots(pen, first or pen.say(msg("from scratch")), before, hollow))
    figure.add_trace(_dots(pen, second, after, {"color": palette.head}))
    guesses = [(row.chance, place) for place, row in enumerate(rows) if row.chance is not None]
    if guesses:
        chances, places = zip(*guesses, strict=True)
        mark = {"symbol": "line-ns-open", "size": 20, "color": palette.quiet}
        name = pen.say(msg("guessing"))
        figure.add_trace(pen.dots(chances, places, mark, name=name, hovertemplate="%{x:.0%}"))
    for place, row in enumerate(rows):
        middle = (row.first + row.second) / 2
        fits = middle + _HALF_COLUMN * breadth(row.note) < _EDGE  # else cut at the right
        x, anchor = (middle, "center") if fits else (_EDGE, "right")
        pen.note(figure, x, place, row.note, xanchor=anchor, yshift=15)
    figure.layout.xaxis = pen.shares(share, columns=BESIDE_ROWS, range=[-0.04, _EDGE])
    figure.layout.yaxis = pen.rows([row.label for row in rows])
    height = _FRAME + _ROW * len(rows)
    return pen.framed(figure, title, height, legend=pen.legend(1.02, above=True))


def _dots(
    pen: Pen, name: str, measured: Sequence[tuple[float, Range | None]], look: Mapping[str, object]
) -> go.Scatter:
    values = [value for value, _range in measured]
    ends = [found or (value, value) for value, found in measured]
    return pen.dots(
        values,
        list(range(len(values))),
        {"size": 14, **look},
        name=name,
        error_x=pen.interval(values, ends, faded(pen.palette.quiet, 0.9)),
        hovertemplate="%{x:.1%}",
        cliponaxis=False,
    )
