"""The gap between training and validation, of several trainings side by side (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, below, dot_of_test, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class GapRun:
    """One training: rows with epoch, accuracy and val_accuracy (0..1); may be a beginning only.

    ended: accuracy on the training and on the validation photos with the final weights.  test:
    accuracy and its interval.
    """

    name: str  # over its panel; once it is over, with the gap
    history: Sequence[Mapping[str, Any]]
    ended: tuple[float, float] | None = None
    test: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class GapTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    train: str
    validation: str
    test: str
    epoch: str
    accuracy: str


def gaps(
    runs: Sequence[GapRun],
    texts: GapTexts,
    palette: Palette,
    *,
    epochs: int,
    chance: float,
) -> go.Figure:
    """Training (solid) and validation (dashed) of every run, the gap between them shaded.

    The bracket at the end measures the gap with the final weights (no dropout at work); the dot
    behind it is the test.  epochs: how far the axes go.
    """
    figure = make_subplots(
        rows=1,
        cols=len(runs),
        shared_yaxes=True,
        horizontal_spacing=0.05,
        subplot_titles=[run.name for run in runs],
    )
    figure.update_annotations(font={"size": 14, "color": palette.ink})
    for column, run in enumerate(runs, start=1):
        for trace in _curves(run, texts, palette, first=column == 1):
            figure.add_trace(trace, row=1, col=column)
        if run.ended is not None:
            figure.add_trace(_bracket(run.ended, palette, epochs), row=1, col=column)
        if run.test is not None:
            figure.add_trace(
                _dot(run.test, texts, palette, epochs, first=column == 1), row=1, col=column
            )
        figure.add_hline(
            y=chance, line={"color": palette.quiet, "width": 1, "dash": "dot"}, row=1, col=column
        )
    figure.update_xaxes(
        axis(texts.epoch, palette, range=[0.5, epochs * 1.25], showgrid=False, tickformat="d")
        | {"tickvals": [1, *range(10, epochs + 1, 10)]}
    )
    figure.update_yaxes(axis("", palette, range=[0, 1.03], tickformat=".0%"))
    figure.update_yaxes(title_text=texts.accuracy, col=1)
    return framed(
        figure,
        texts.title,
        palette,
        height=420,
        hovermode="x unified",
        legend=below(palette, -0.2),
        margin={"l": 8, "r": 12, "t": 104, "b": 8},
    )


def _curves(run: GapRun, texts: GapTexts, palette: Palette, *, first: bool) -> list[go.Scatter]:
    epochs = [row["epoch"] for row in run.history]
    out = []
    for name, key, dash, colour, fill in (
        (texts.validation, "val_accuracy", "dash", palette.ink, None),
        (texts.train, "accuracy", "solid", palette.trainable, "tonexty"),
    ):
        out.append(
            go.Scatter(
                x=epochs,
                y=[row[key] for row in run.history],
                name=name,
                legendgroup=name,
                showlegend=first,
                mode="lines" if len(epochs) > 1 else "lines+markers",
                line={"color": colour, "width": 2.5, "dash": dash},
                fill=fill,
                fillcolor=faded(palette.trainable, 0.14),
                hovertemplate="%{y:.0%}",
            )
        )
    return out


def _bracket(ended: tuple[float, float], palette: Palette, epochs: int) -> go.Scatter:
    return go.Scatter(
        x=[epochs * 1.06] * 2,
        y=ended[::-1],
        mode="lines+markers",
        line={"color": palette.trainable, "width": 2},
        marker={
            "symbol": "line-ew",
            "size": 12,
            "line": {"width": 2.5, "color": palette.trainable},
        },
        showlegend=False,
        hoverinfo="skip",
    )


def _dot(
    test: tuple[float, float, float],
    texts: GapTexts,
    palette: Palette,
    epochs: int,
    *,
    first: bool,
) -> go.Scatter:
    return dot_of_test(
        epochs * 1.17, test, texts.test, palette, legendgroup=texts.test, showlegend=first
    )
