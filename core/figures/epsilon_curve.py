"""The epsilon curve: what an attack achieves with each budget (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import breadth, wrapped
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

NAME = 8  # half-width columns of a class name above one budget, on a tablet
LINE = 15  # pixels
Rows = Sequence[Mapping[str, Any]]


@kept
def one_photo(
    pen: Pen,
    rows: Rows,
    title: str,
    names: Mapping[int, str],
    *,
    targeted: bool = True,
) -> go.Figure:
    """One photo: the confidence (0..1) over the budgets, and above it the classes it passes.

    rows: of `core.imagine.attacks.analyses.sweep` with one photo; names: of their classes.  Filled
    marks are successes.
    """
    colour = faded(pen.palette.wrong, 0.6)
    sure = [row["confidence"] for row in rows]
    figure = go.Figure(
        pen.line(list(range(len(rows))), sure, colour, hoverinfo="skip", showlegend=False)
    )
    figure.add_traces([_marks(pen, rows, names, reached) for reached in (True, False)])
    lines = _classes(pen, figure, rows, names)
    said = msg("Probability of the target") if targeted else msg("Probability of the others")
    return _finished(pen, figure, rows, title, pen.say(said), room=LINE * lines)


def _marks(pen: Pen, rows: Rows, names: Mapping[int, str], reached: bool) -> go.Scatter:
    """The budgets at which the attack succeeds, or those at which it does not."""
    chosen = [place for place, row in enumerate(rows) if bool(row["success"]) == reached]
    colour = pen.palette.wrong if reached else pen.palette.right
    return pen.dots(
        chosen,
        [rows[place]["confidence"] for place in chosen],
        {
            "size": 12,
            "symbol": "circle" if reached else "circle-open",
            "color": colour,
            "line": {"width": 2.5, "color": colour},
        },
        name=pen.say(msg("the attack succeeds") if reached else msg("it does not")),
        hovertext=[
            f"{rows[place]['budget']}/255: {names[rows[place]['index']]}, "
            f"{rows[place]['confidence']:.1%}"
            for place in chosen
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _classes(pen: Pen, figure: go.Figure, rows: Rows, names: Mapping[int, str]) -> int:
    """The class of each run of budgets above the plot; how many lines the names take.

    Where a word is wider than its place, neighbours stand at two heights.
    """
    first = rows[0]["index"]
    runs = [
        (index, list(run))
        for index, run in groupby(range(len(rows)), key=lambda place: rows[place]["index"])
    ]
    said = [wrapped(names[index], NAME * len(places)) for index, places in runs]
    lines = max(name.count("<br>") + 1 for name in said)
    wide = any(
        breadth(line) > NAME * len(places)
        for name, (_index, places) in zip(said, runs, strict=True)
        for line in name.split("<br>")
    )
    for number, (name, (index, places)) in enumerate(zip(said, runs, strict=True)):
        left, right = places[0] - 0.5, places[-1] + 0.5
        colour = pen.palette.right if index == first else pen.palette.wrong
        ground = {"fillcolor": faded(colour, 0.07), "line": {"width": 0}, "layer": "below"}
        figure.add_shape(type="rect", x0=left, x1=right, y0=-0.05, y1=1.04, **ground)
        span, line = {"x0": left + 0.04, "x1": right - 0.04}, {"width": 3, "color": colour}
        figure.add_shape(type="line", **span, y0=1.05, y1=1.05, line=line)
        pen.note(
            figure,
            (left + right) / 2,
            1.06,
            name,
            yanchor="bottom",
            yshift=LINE * lines if wide and number % 2 else 0,
            font={"size": 12, "color": pen.palette.ink},
        )
    return 2 * lines if wide else lines


@kept
def many_photos(pen: Pen, rows: Rows, title: str, *, targeted: bool = True) -> go.Figure:
    """Several photos: the share of successes with its interval, and the mean confidence dashed."""
    places = list(range(len(rows)))
    success = [row["success"] for row in rows]
    confidence = (
        msg("mean probability of the target") if targeted else msg("mean probability of the others")
    )
    wrong = pen.palette.wrong
    figure = go.Figure(
        [
            pen.line(
                places,
                [row["confidence"] for row in rows],
                pen.palette.quiet,
                width=2,
                dash="dash",
                name=pen.say(confidence),
                hovertemplate="%{y:.1%}",
            ),
            pen.line(
                places,
                success,
                wrong,
                name=pen.say(msg("success rate, with 95% interval")),
                marker={"size": 10},
                error_y=pen.interval(success, [row["interval"] for row in rows], faded(wrong, 0.6)),
                hovertemplate="%{y:.0%}",
                cliponaxis=False,
            ),
        ]
    )
    figure.update_layout(hovermode="x unified")
    return _finished(pen, figure, rows, title, "")


def _finished(
    pen: Pen, figure: go.Figure, rows: Rows, title: str, confidence: str, room: int = 0
) -> go.Figure:
    change = pen.say(msg("ε: largest change of a colour value, of 255"))
    figure.layout.xaxis = pen.spaced(change, [str(row["budget"]) for row in rows])
    quarters = [0, 0.25, 0.5, 0.75, 1]
    figure.layout.yaxis = pen.shares(confidence, range=[-0.05, 1.06], tickvals=quarters)
    return pen.framed(figure, title, 350 + room, room=room, legend=pen.legend(-0.24))
