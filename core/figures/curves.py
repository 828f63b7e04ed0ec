"""Learning curves: training solid, validation dashed, test a dot with its interval (light).

The training curve is counted while the network learns, with dropout and augmentation at work and
the weights still moving; what the finished network gets right is drawn beside its end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, dot_of_test, framed
from core.figures.palette import Palette


@dataclass(frozen=True)
class CurveTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    train: str
    validation: str
    test: str
    finished: str  # what the marks behind the last epoch are
    epoch: str
    accuracy: str
    loss: str
    loss_title: str  # what the losses show, over their panel
    stages: Mapping[str, str]  # id of a training stage -> name shown where it begins


def _line(rows: Sequence[Mapping[str, Any]], key: str, **style: Any) -> go.Scatter:
    unit = "%{y:.1%}" if "accuracy" in key else "%{y:.3f}"
    return go.Scatter(
        x=[row["epoch"] for row in rows],
        y=[row[key] for row in rows],
        mode="lines+markers" if len(rows) == 1 else "lines",
        hovertemplate=f"{unit}",
        **style,
    )


def _finished(x: float, shares: tuple[float, float], name: str, palette: Palette) -> go.Scatter:
    """Both accuracies of the finished network, each in the colour of its line."""
    return go.Scatter(
        x=[x, x],
        y=list(shares),
        mode="markers",
        name=name,
        marker={
            "symbol": "diamond-open",
            "size": 10,
            "color": [palette.trainable, palette.ink],
            "line": {"width": 2},
        },
        hovertemplate="%{y:.1%}",
    )


def learning_curves(
    history: Sequence[Mapping[str, Any]],
    texts: CurveTexts,
    palette: Palette,
    *,
    epochs: int,
    finished: tuple[float, float] | None = None,
    test: tuple[float, float, float] | None = None,
    loss_top: float | None = None,
) -> go.Figure:
    """Accuracy and loss over the epochs, side by side.

    history: rows with epoch (from 1), stage, accuracy, val_accuracy (0..1), loss, val_loss; may be
    a beginning only (a run under way, a replay).  epochs: how far the axis goes.  finished:
    accuracy of the finished network on the training and the validation photos.  test: accuracy and
    its interval, drawn behind the last epoch.  loss_top: upper end of the loss axis, so that
    a replay does not rescale.
    """
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.11, column_widths=[0.58, 0.42])
    for column, key in ((1, "accuracy"), (2, "loss")):
        first = column == 1
        for name, series, dash, colour in (
            (texts.train, key, "solid", palette.trainable),
            (texts.validation, f"val_{key}", "dash", palette.ink),
        ):
            figure.add_trace(
                _line(
                    history,
                    series,
                    name=name,
                    legendgroup=name,
                    showlegend=first,
                    line={"color": colour, "width": 2.5, "dash": dash},
                ),
                row=1,
                col=column,
            )
    step = max(0.6, 0.04 * epochs)
    if finished is not None:
        figure.add_trace(_finished(epochs + step, finished, texts.finished, palette), row=1, col=1)
    if test is not None:
        figure.add_trace(dot_of_test(epochs + 2 * step, test, texts.test, palette), row=1, col=1)
    stages = [str(row["stage"]) for row in history]
    for position in range(1, len(stages)):
        if stages[position] != stages[position - 1]:
            name, early = texts.stages.get(stages[position], ""), 2 * position <= epochs
            for column in (1, 2):
                figure.add_vline(
                    x=history[position]["epoch"] - 0.5,
                    line={"color": palette.quiet, "width": 1, "dash": "dot"},
                    annotation_text=(name if early else f"{name} →") if column == 1 else "",
                    annotation_position="bottom right" if early else "bottom left",
                    annotation_font={"size": 12, "color": palette.quiet},
                    row=1,
                    col=column,
                )
    figure.add_annotation(
        text=texts.loss_title,
        font={"size": 13, "color": palette.ink},
        showarrow=False,
        x=1,
        xref="x2 domain",
        xanchor="right",
        y=1.02,
        yref="paper",
        yanchor="bottom",
    )
    right = epochs + (3 * step if test or finished else 0.4)
    figure.update_xaxes(
        axis(texts.epoch, palette, range=[0.6, right], showgrid=False, tickformat="d", nticks=8)
    )
    figure.update_yaxes(
        axis(texts.accuracy, palette, range=[0, 1.02], tickformat=".0%"), row=1, col=1
    )
    loss = axis(texts.loss, palette, rangemode="tozero")
    if loss_top is not None:
        loss["range"] = [0, loss_top * 1.05]
    figure.update_yaxes(loss, row=1, col=2)
    return framed(
        figure,
        texts.title,
        palette,
        height=384,
        hovermode="x unified",
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.12,
            "yanchor": "bottom",
            "font": {"color": palette.ink},
        },
        margin={"l": 8, "r": 12, "t": 116, "b": 8},
        transition={"duration": 0},
    )
