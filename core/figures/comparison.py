"""Runs side by side: a dot and its interval for each (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class RunDot:
    """One run: its name on the axis, test accuracy and interval (0..1)."""

    label: str
    accuracy: float
    interval: Sequence[float]  # low, high
    hover: str
    chosen: bool = False

    @staticmethod
    def of(
        label: str, result: Mapping[str, Any], *, name: str = "", chosen: bool = False
    ) -> RunDot:
        """A result of a training, or what the log keeps of it; name: on hover, if it is longer."""
        accuracy, interval = result["test_accuracy"], result["test_interval"]
        return RunDot(label, accuracy, interval, f"{name or label} · {accuracy:.1%}", chosen)


@kept
def run_comparison(
    pen: Pen,
    runs: Sequence[RunDot],
    title: str,
    *,
    chance: float | None = None,
    line: str = "",
    over: str = "",
) -> go.Figure:
    """Test accuracy of several runs, the first on top.  over: the axis, where it is another share.

    Intervals that overlap widely mean that the runs cannot be told apart.  chance: accuracy of
    guessing (0..1), drawn as a dotted line; line: what it says where it stands for something else.
    """
    palette = pen.palette
    values = [run.accuracy for run in runs]
    marker = {
        "size": [13 if run.chosen else 10 for run in runs],
        "color": [palette.head if run.chosen else palette.quiet for run in runs],
    }
    dots = pen.dots(
        values,
        list(range(len(runs))),
        marker,
        mode="markers+text",
        text=[f"{value:.0%}" for value in values],
        textposition="bottom center",
        cliponaxis=False,
        textfont={"size": 12, "color": palette.ink},
        error_x=pen.interval(values, [run.interval for run in runs], faded(palette.quiet, 0.8)),
        hovertext=[run.hover for run in runs],
        hoverinfo="text",
        showlegend=False,
    )
    figure = go.Figure(dots)
    if chance is not None:
        side = "bottom right" if chance <= 0.6 else "bottom left"  # where there is room
        pen.reference(figure, x=chance, text=line or pen.say(msg("guessing")), at=side)
    figure.layout.xaxis = pen.shares(over or pen.say(msg("test accuracy")))
    names = pen.rows([run.label for run in runs], above=0.9, below=0.6)
    figure.layout.yaxis = names | {"showticklabels": False}
    beside = {"xref": "paper", "xanchor": "left", "yanchor": "middle", "bgcolor": palette.ground}
    for place, run in enumerate(runs):  # above its line: a name beside it would leave it no room
        pen.note(figure, 0, place - 0.42, run.label, **beside)  # no line strikes it through
    return pen.framed(figure, title, 130 + 58 * len(runs))
