"""Learning curves of all arms of a race, a panel each on one scale (light).

Training solid, validation dashed, a line for each seed; where blocks are unfrozen a dotted line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Any

import plotly.graph_objects as go

from core.figures.lettering import wrapped
from core.figures.palette import faded
from core.figures.pen import Pen
from core.figures.race_board import Look
from core.messages import msg

Rows = Sequence[Mapping[str, Any]]
COLUMNS = 3
PANEL = 34  # half-width columns of a panel's title


def race_curves(pen: Pen, arms: Sequence[tuple[Look, Sequence[Rows]]], title: str) -> go.Figure:
    """`arms`: look, and of each seed the history (rows with epoch, stage, accuracy,
    val_accuracy)."""
    columns = min(COLUMNS, len(arms))
    rows = -(-len(arms) // columns)
    figure = pen.panels(
        rows,
        columns,
        [wrapped(look.name, PANEL) for look, _runs in arms],
        shared_yaxes=True,
        horizontal_spacing=0.04,
        vertical_spacing=0.26 if rows > 1 else 0.1,
    )
    last = max((run[-1]["epoch"] for _look, runs in arms for run in runs if run), default=1)
    turned = {"color": pen.palette.ink, "width": 1.5, "dash": "dot"}
    for number, (look, runs) in enumerate(arms):
        where: dict[str, Any] = {"row": number // columns + 1, "col": number % columns + 1}
        for run, (key, dash) in product(runs, (("accuracy", "solid"), ("val_accuracy", "dash"))):
            line = pen.line(
                [row["epoch"] for row in run],
                [row[key] for row in run],
                faded(look.colour, 0.85),
                width=2,
                dash=dash,
                mode="lines" if len(run) > 1 else "markers",
                name=look.name,
                showlegend=False,
                hovertemplate="%{y:.1%}",
            )
            figure.add_trace(line, **where)
        turn = _turn(runs)
        if turn is not None:
            said = pen.say(msg("unfrozen"))
            pen.reference(figure, x=turn, text=said, line=turned, **where)
    figure.add_traces(pen.learning())
    span = [0.6, last + 0.4]
    figure.update_xaxes(pen.axis("", range=span, showgrid=False, tickformat="d", nticks=5))
    figure.update_yaxes(pen.shares(""))
    figure.update_yaxes(title=pen.axis(pen.say(msg("Accuracy")))["title"], col=1)
    figure.update_xaxes(title=pen.axis(pen.say(msg("Epoch")))["title"], row=rows)
    still = {"itemclick": False, "itemdoubleclick": False}
    return pen.framed(
        figure,
        title,
        150 + 235 * rows,
        top=128,
        legend=pen.legend(1.05 + 0.14 / rows, above=True, **still),
        transition={"duration": 0},
    )


def _turn(runs: Sequence[Rows]) -> float | None:
    """Where the stage changes, if it does."""
    for run in runs:
        for before, after in pairwise(run):
            if before["stage"] != after["stage"]:
                return float(after["epoch"]) - 0.5
    return None
