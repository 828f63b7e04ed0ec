"""The learning curves of one arm of a race (light).

Training solid, validation dashed, a line for each seed; where blocks are unfrozen a dotted line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.figures.race_board import Look
from core.messages import msg

Rows = Sequence[Mapping[str, Any]]
COLUMNS = 28  # half-width columns of the title


@kept
def race_curves(pen: Pen, look: Look, runs: Sequence[Rows], epochs: int) -> go.Figure:
    """`runs`: of each seed the history (rows with epoch, stage, accuracy, val_accuracy).

    epochs: how far the axis goes, so that the arms of a race can be compared.
    """
    figure = go.Figure()
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
        figure.add_trace(line)
    turn = _turn(runs)
    if turn is not None:
        turned = {"color": pen.palette.ink, "width": 1.5, "dash": "dot"}
        pen.reference(figure, x=turn, text=pen.say(msg("unfrozen")), line=turned)
    figure.add_traces(pen.learning())
    over = pen.axis(pen.say(msg("Epoch")), range=[0.6, epochs + 0.4], showgrid=False)
    figure.layout.xaxis = over | {"tickformat": "d", "nticks": 5}
    figure.layout.yaxis = pen.shares(pen.say(msg("Accuracy")))
    still = {"itemclick": False, "itemdoubleclick": False}
    return pen.framed(
        figure,
        look.name,
        300,
        columns=COLUMNS,
        legend=pen.legend(-0.3, **still),
        transition={"duration": 0},
    )


def _turn(runs: Sequence[Rows]) -> float | None:
    """Where the stage changes, if it does."""
    for run in runs:
        for before, after in pairwise(run):
            if before["stage"] != after["stage"]:
                return float(after["epoch"]) - 0.5
    return None
