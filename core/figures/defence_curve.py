"""A defence over its amounts: what it does to the attack, and to the clean photo (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

Rows = Sequence[Mapping[str, Any]]


@kept
def defence_curve(
    pen: Pen,
    rows: Rows,
    title: str,
    *,
    amounts: tuple[str, Sequence[str]],
    answers: tuple[str, str],
    chosen: int | None = None,
) -> go.Figure:
    """Three probabilities over the amounts, from weak to strong, evenly spaced.

    rows: of `core.imagine.attacks.analyses.defences`; amounts: what they are called, and each in
    words; answers: the photo's class and the attack's.  A filled mark is the network's first
    answer.  chosen: the row that is looked at.
    """
    figure = go.Figure(_lines(pen, rows, *answers))
    _working(pen, figure, rows)
    if chosen is not None:
        line = {"color": pen.palette.ink, "width": 2, "dash": "dot"}
        figure.add_shape(type="line", x0=chosen, x1=chosen, y0=-0.05, y1=1.02, line=line)
    name, ticks = amounts
    amount = pen.say(msg("{amount}, from weak to strong", amount=name))
    figure.layout.xaxis = pen.spaced(amount, ticks)
    quarters, share = [0, 0.25, 0.5, 0.75, 1], pen.say(msg("Probability"))
    figure.layout.yaxis = pen.shares(share, range=[-0.05, 1.12], tickvals=quarters)
    return pen.framed(figure, title, 400, hovermode="x unified", legend=pen.legend(-0.22))


def _lines(pen: Pen, rows: Rows, own: str, wanted: str) -> list[go.Scatter]:
    right, wrong = pen.palette.right, pen.palette.wrong
    clean = msg("clean photo: “{name}”", name=own)
    again, attacked = (
        msg("attacked: “{name}” again", name=own),
        msg("attacked: “{name}”", name=wanted),
    )
    return [
        pen.line(
            list(range(len(rows))),
            [row[key] for row in rows],
            colour,
            dash=dash,
            name=pen.say(name),
            marker={
                "size": 10,
                "symbol": [symbol if row[first] else f"{symbol}-open" for row in rows],
                "color": colour,
                "line": {"color": colour, "width": 2},
            },
            hovertemplate="%{y:.0%}",
            cliponaxis=False,
        )
        for key, first, name, colour, dash, symbol in (
            ("clean_own", "kept", clean, right, "dash", "square"),
            ("attacked_own", "undone", again, right, "solid", "circle"),
            ("attacked_wanted", "survives", attacked, wrong, "solid", "x"),
        )
    ]


def _working(pen: Pen, figure: go.Figure, rows: Rows) -> None:
    """Shade the amounts that undo the attack and keep the clean photo's answer."""
    for works, run in groupby(
        range(len(rows)), key=lambda k: rows[k]["undone"] and rows[k]["kept"]
    ):
        if works:
            inside = list(run)
            figure.add_vrect(
                x0=inside[0] - 0.5,
                x1=inside[-1] + 0.5,
                line_width=0,
                fillcolor=faded(pen.palette.right, 0.1),
                layer="below",
                annotation_text=pen.say(msg("undone, clean photo unharmed")),
                annotation_position="top left" if 2 * inside[0] < len(rows) else "top right",
                annotation_font={"size": 12, "color": pen.palette.ink},
            )
