"""Learning curves of all arms of a race, a panel each on one scale (light).

Training solid, validation dashed, a line for each seed; where blocks are unfrozen a dotted line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, breadth, framed, wrapped
from core.figures.palette import Palette, faded
from core.figures.race_board import Look

Rows = Sequence[Mapping[str, Any]]
COLUMNS = 3
PANEL = 34  # half-width columns of a panel's title


@dataclass(frozen=True)
class RaceCurveTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    train: str
    validation: str
    epoch: str
    accuracy: str
    unfrozen: str


def race_curves(
    arms: Sequence[tuple[Look, Sequence[Rows]]], texts: RaceCurveTexts, palette: Palette
) -> go.Figure:
    """`arms`: look, and of each seed the history (rows with epoch, stage, accuracy,
    val_accuracy)."""
    columns = min(COLUMNS, len(arms))
    rows = -(-len(arms) // columns)
    figure = make_subplots(
        rows=rows,
        cols=columns,
        shared_yaxes=True,
        horizontal_spacing=0.04,
        vertical_spacing=0.26 if rows > 1 else 0.1,
        subplot_titles=[_titled(look) for look, _runs in arms],
    )
    figure.update_annotations(font={"size": 13, "color": palette.ink})
    last = max((run[-1]["epoch"] for _look, runs in arms for run in runs if run), default=1)
    for number, (look, runs) in enumerate(arms):
        where = {"row": number // columns + 1, "col": number % columns + 1}
        for run in runs:
            figure.add_trace(_line(run, "accuracy", look, "solid"), **where)
            figure.add_trace(_line(run, "val_accuracy", look, "dash"), **where)
        turn = _turn(runs)
        if turn is not None:
            figure.add_vline(
                x=turn,
                line={"color": palette.ink, "width": 1.5, "dash": "dot"},
                annotation_text=texts.unfrozen,
                annotation_position="bottom right",
                annotation_font={"size": 12, "color": palette.ink},
                **where,
            )
    for name, dash in ((texts.train, "solid"), (texts.validation, "dash")):
        figure.add_trace(
            go.Scatter(
                x=[None],
                y=[None],
                mode="lines",
                name=name,
                line={"color": palette.ink, "width": 2, "dash": dash},
            )
        )
    figure.update_xaxes(
        axis("", palette, range=[0.6, last + 0.4], showgrid=False, tickformat="d", nticks=5)
    )
    figure.update_yaxes(axis("", palette, range=[0, 1.02], tickformat=".0%"))
    figure.update_yaxes(title=axis(texts.accuracy, palette)["title"], col=1)
    figure.update_xaxes(title=axis(texts.epoch, palette)["title"], row=rows)
    return framed(
        figure,
        texts.title,
        palette,
        height=150 + 235 * rows,
        margin={"l": 8, "r": 12, "t": 128, "b": 8},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.05 + 0.14 / rows,
            "yanchor": "bottom",
            "font": {"color": palette.ink},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        transition={"duration": 0},
    )


def _titled(look: Look) -> str:
    text = look.name
    return wrapped(text, PANEL) if breadth(text) > PANEL else text


def _line(run: Rows, key: str, look: Look, dash: str) -> go.Scatter:
    return go.Scatter(
        x=[row["epoch"] for row in run],
        y=[row[key] for row in run],
        mode="lines" if len(run) > 1 else "markers",
        line={"color": faded(look.colour, 0.85), "width": 2, "dash": dash},
        name=look.name,
        showlegend=False,
        hovertemplate="%{y:.1%}",
    )


def _turn(runs: Sequence[Rows]) -> float | None:
    """Where the stage changes, if it does."""
    for run in runs:
        for before, after in pairwise(run):
            if before["stage"] != after["stage"]:
                return float(after["epoch"]) - 0.5
    return None
