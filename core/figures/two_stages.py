"""The chapter's 2 x 2 learning curves: accuracy and loss of stage 1 above those of stage 2 (light).

Training solid, validation dashed; the epoch whose weights were kept is marked in each row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette

HEIGHT = 560
MEASURES = ("accuracy", "loss")


@dataclass(frozen=True)
class StageTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    stages: tuple[str, str]  # over the rows
    accuracy: str
    loss: str
    epoch: str
    train: str
    validation: str
    kept: str  # the mark of the best epoch


def two_stages(
    stages: Sequence[Sequence[Mapping[str, Any]]], texts: StageTexts, palette: Palette
) -> go.Figure:
    """`stages`: the rows of the history of stage 1 and stage 2; the second may be empty yet.

    The mark stands at the best validation accuracy of a stage, the first if there are several.
    """
    figure = make_subplots(
        rows=2,
        cols=2,
        horizontal_spacing=0.12,
        vertical_spacing=0.16,
        subplot_titles=[
            f"{stage}: {measure}"
            for stage in texts.stages
            for measure in (texts.accuracy, texts.loss)
        ],
    )
    figure.update_annotations(font={"size": 13, "color": palette.ink})
    for row, rows in enumerate(stages, 1):
        for column, measure in enumerate(MEASURES, 1):
            for line in _lines(rows, measure, texts, palette, named=(row, column) == (1, 1)):
                figure.add_trace(line, row=row, col=column)
        if rows:
            best = max(rows, key=lambda at: at["val_accuracy"])
            figure.add_trace(_mark(best, texts, palette, named=row == 1), row=row, col=1)
    figure.update_xaxes(axis(texts.epoch, palette, showgrid=False, tickformat="d", nticks=7))
    figure.update_yaxes(axis("", palette, rangemode="tozero"))
    shares = axis("", palette, tickformat=".0%", range=_range(stages))
    for row in (1, 2):
        figure.update_yaxes(shares, row=row, col=1)
    framed(figure, texts.title, palette, height=HEIGHT, legend=below(palette, -0.12))
    figure.update_layout(margin={"t": figure.layout.margin.t + 24})
    return figure


def _lines(
    rows: Sequence[Mapping[str, Any]],
    measure: str,
    texts: StageTexts,
    palette: Palette,
    named: bool,
) -> list[go.Scatter]:
    unit = "%{y:.1%}" if measure == "accuracy" else "%{y:.3f}"
    return [
        go.Scatter(
            x=[row["epoch"] for row in rows],
            y=[row[field] for row in rows],
            mode="lines+markers" if len(rows) == 1 else "lines",
            name=name,
            legendgroup=name,
            showlegend=named,
            line={"color": colour, "width": 2.5, "dash": dash},
            hovertemplate=unit,
        )
        for name, field, dash, colour in (
            (texts.train, measure, "solid", palette.trainable),
            (texts.validation, f"val_{measure}", "dash", palette.ink),
        )
    ]


def _mark(best: Mapping[str, Any], texts: StageTexts, palette: Palette, named: bool) -> go.Scatter:
    return go.Scatter(
        x=[best["epoch"]],
        y=[best["val_accuracy"]],
        mode="markers",
        name=texts.kept,
        legendgroup=texts.kept,
        showlegend=named,
        marker={"symbol": "star", "size": 13, "color": palette.head},
        hovertemplate="%{y:.1%}",
    )


def _range(stages: Sequence[Sequence[Mapping[str, Any]]]) -> list[float]:
    """Both rows on one scale, so that stage 2 is seen against stage 1."""
    shares = [
        row[field] for rows in stages for row in rows for field in ("accuracy", "val_accuracy")
    ]
    low = min(shares, default=0.0)
    return [max(0.0, low - 0.05), 1.01]
