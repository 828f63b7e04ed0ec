"""Learning curves: training solid, validation dashed, test a dot with its interval (light).

The training curve is counted while the network learns, with dropout and augmentation at work and
the weights still moving; what the finished network gets right is drawn beside its end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

History = Sequence[Mapping[str, Any]]
STAGES = {
    "head": msg("head alone"),
    "suffix": msg("blocks learn too"),
    "all": msg("the whole network"),
}


@dataclass(frozen=True)
class Ended:
    """What a finished network gets right: of the training and the validation photos, and of the
    test photos with the interval (value, low, high)."""

    finished: tuple[float, float] | None = None
    test: tuple[float, ...] | None = None


def learning_curves(
    pen: Pen, history: History, title: str, *, loss: str, epochs: int, ended: Ended | None = None
) -> go.Figure:
    """Accuracy and loss over the epochs, side by side.

    history: rows with epoch (from 1), stage, accuracy, val_accuracy (0..1), loss, val_loss; may be
    a beginning only (a run under way, a replay).  loss: what the losses show, over their panel.
    epochs: how far the axis goes.  ended: drawn behind the last epoch.
    """
    figure = pen.panels(1, 2, horizontal_spacing=0.14, column_widths=[0.58, 0.42])
    figure.add_traces(epoch_lines(pen, history, "accuracy", named=True), 1, 1)
    figure.add_traces(epoch_lines(pen, history, "loss"), 1, 2)
    step = max(0.6, 0.04 * epochs)
    ended = ended or Ended()
    if ended.finished is not None:
        mark = pen.finished([pen.palette.trainable, pen.palette.ink])  # colours of the lines
        look = {"name": pen.say(msg("finished")), "hovertemplate": "%{y:.1%}"}
        figure.add_trace(pen.dots([epochs + step] * 2, ended.finished, mark, **look), 1, 1)
    if ended.test is not None:
        figure.add_trace(pen.test(epochs + 2 * step, ended.test), row=1, col=1)
    _stages(pen, figure, history, epochs)
    pen.note(
        figure, 1, 1.02, loss, xref="x2 domain", xanchor="right", yref="paper", yanchor="bottom"
    )
    right = epochs + (3 * step if ended.test or ended.finished else 0.4)
    over = pen.axis(pen.say(msg("epoch")), range=[0.6, right], showgrid=False)
    figure.update_xaxes(over | {"tickformat": "d", "nticks": 8})
    figure.update_yaxes(pen.shares(pen.say(msg("accuracy"))), row=1, col=1)
    figure.update_yaxes(pen.axis(pen.say(msg("loss")), rangemode="tozero"), row=1, col=2)
    figure.update_yaxes(title_standoff=2, row=1, col=2)  # between the panels of a telephone
    return pen.framed(
        figure,
        title,
        384,
        top=116,
        hovermode="x unified",
        legend=pen.legend(1.12, above=True),
        transition={"duration": 0},
    )


def epoch_lines(
    pen: Pen, history: History, measure: str, *, named: bool = False
) -> list[go.Scatter]:
    """Training solid and validation dashed; named: they stand in the legend."""
    return [
        pen.line(
            [row["epoch"] for row in history],
            [row[field] for row in history],
            colour,
            dash=dash,
            mode="lines+markers" if len(history) == 1 else "lines",
            hovertemplate="%{y:.1%}" if measure == "accuracy" else "%{y:.3f}",
            name=name,
            legendgroup=name,
            showlegend=named,
        )
        for name, field, dash, colour in (
            (pen.say(msg("training")), measure, "solid", pen.palette.trainable),
            (pen.say(msg("validation")), f"val_{measure}", "dash", pen.palette.ink),
        )
    ]


def behind(pen: Pen, figure: go.Figure, others: Sequence[History], marks: Sequence[str]) -> None:
    """Add the validation accuracies of other trainings to `learning_curves`, each with its mark at
    its end; the axis of epochs grows to hold them."""
    for history, mark in zip(others, marks, strict=False):
        line = pen.line(
            [row["epoch"] for row in history],
            [row["val_accuracy"] for row in history],
            faded(pen.palette.quiet, 0.75),
            width=1.5,
            mode="lines+text",
            text=[""] * (len(history) - 1) + [mark],
            textposition="middle right",
            textfont={"size": 15, "color": pen.palette.ink},
            cliponaxis=False,
            name=mark,
            hovertemplate="%{y:.1%}",
            showlegend=False,
        )
        figure.add_trace(line, row=1, col=1)
    longest = max((len(history) for history in others), default=0)
    low, high = figure.layout.xaxis.range
    figure.update_xaxes(range=[low, max(high, 1.06 * longest + 0.4)], row=1, col=1)


def _stages(pen: Pen, figure: go.Figure, history: History, epochs: int) -> None:
    """A line where a stage of the training begins; its name stands on the side with room."""
    for position, (before, row) in enumerate(pairwise(history), start=1):
        if row["stage"] == before["stage"]:
            continue
        stage = str(row["stage"])
        name, early = pen.say(STAGES[stage]) if stage in STAGES else "", 2 * position <= epochs
        at = "bottom right" if early else "bottom left"
        said = name if early else f"{name} →"
        for column, text in ((1, said), (2, "")):
            pen.reference(figure, x=row["epoch"] - 0.5, text=text, at=at, row=1, col=column)
