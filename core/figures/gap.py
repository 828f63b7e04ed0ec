"""The gap between training and validation, of several trainings side by side (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.figures.curves import epoch_lines
from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class GapRun:
    """One training: rows with epoch, accuracy and val_accuracy (0..1); may be a beginning only.

    ended: accuracy on the training and on the validation photos with the final weights.  test:
    accuracy and its interval.
    """

    name: str  # over its panel; once it is over, with the gap
    history: Sequence[Mapping[str, Any]]
    ended: tuple[float, float] | None = None
    test: tuple[float, ...] | None = None


@kept
def gaps(pen: Pen, runs: Sequence[GapRun], title: str, *, epochs: int, chance: float) -> go.Figure:
    """Training (solid) and validation (dashed) of every run, the gap between them shaded.

    The bracket at the end measures the gap with the final weights (no dropout at work); the dot
    behind it is the test.  epochs: how far the axes go.
    """
    names, warm = [run.name for run in runs], pen.palette.trainable
    figure = pen.panels(1, len(runs), names, 14, shared_yaxes=True, horizontal_spacing=0.05)
    for column, run in enumerate(runs, start=1):
        first = column == 1
        figure.add_traces(_curves(pen, run, first), 1, column)
        if run.ended is not None:
            bracket = {"symbol": "line-ew", "size": 12, "line": {"width": 2.5, "color": warm}}
            line = pen.line(
                [epochs * 1.06] * 2,
                run.ended[::-1],
                warm,
                width=2,
                marker=bracket,
                showlegend=False,
                hoverinfo="skip",
            )
            figure.add_trace(line, row=1, col=column)
        if run.test is not None:
            dot = pen.test(epochs * 1.17, run.test, legendgroup="test", showlegend=first)
            figure.add_trace(dot, row=1, col=column)
        pen.reference(figure, y=chance, row=1, col=column)
    over = pen.axis(pen.say(msg("epoch")), range=[0.5, epochs * 1.25], showgrid=False)
    figure.update_xaxes(over | {"tickformat": "d", "tickvals": [1, *range(10, epochs + 1, 10)]})
    figure.update_yaxes(pen.shares("", 1.03))
    figure.update_yaxes(title_text=pen.say(msg("accuracy")), col=1)
    legend = pen.legend(-0.2)
    return pen.framed(figure, title, 420, top=76, hovermode="x unified", legend=legend)


def _curves(pen: Pen, run: GapRun, first: bool) -> list[go.Scatter]:
    training, validation = epoch_lines(pen, run.history, "accuracy", named=first)
    training.update(fill="tonexty", fillcolor=faded(pen.palette.trainable, 0.14))
    both = [validation, training]  # what is filled comes after what it is filled to
    return [line.update(hovertemplate="%{y:.0%}") for line in both]
