"""Runs side by side: a dot and its interval for each (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class RunDot:
    """One run: its name on the axis, test accuracy and interval (0..1)."""

    label: str
    accuracy: float
    low: float
    high: float
    hover: str
    chosen: bool = False


@dataclass(frozen=True)
class ComparisonTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    accuracy: str
    chance: str


def run_comparison(
    runs: Sequence[RunDot], texts: ComparisonTexts, palette: Palette, *, chance: float | None = None
) -> go.Figure:
    """Test accuracy of several runs, the first on top.

    Intervals that overlap widely mean that the runs cannot be told apart.  chance: accuracy of
    guessing (0..1), drawn as a dotted line.
    """
    places = list(range(len(runs)))
    figure = go.Figure(
        go.Scatter(
            x=[run.accuracy for run in runs],
            y=places,
            mode="markers+text",
            text=[f"{run.accuracy:.0%}" for run in runs],
            textposition="top center",
            textfont={"size": 12, "color": palette.ink},
            marker={
                "size": [13 if run.chosen else 10 for run in runs],
                "color": [palette.head if run.chosen else palette.quiet for run in runs],
            },
            error_x={
                "type": "data",
                "array": [run.high - run.accuracy for run in runs],
                "arrayminus": [run.accuracy - run.low for run in runs],
                "color": faded(palette.quiet, 0.8),
                "thickness": 2,
                "width": 5,
            },
            hovertext=[run.hover for run in runs],
            hoverinfo="text",
            showlegend=False,
        )
    )
    if chance is not None:
        figure.add_vline(
            x=chance,
            line={"color": palette.quiet, "width": 1, "dash": "dot"},
            annotation_text=texts.chance,
            annotation_position="bottom right",
            annotation_font={"size": 12, "color": palette.quiet},
        )
    figure.update_xaxes(axis(texts.accuracy, palette, range=[0, 1.02], tickformat=".0%"))
    figure.update_yaxes(
        axis(
            "",
            palette,
            tickvals=places,
            ticktext=[run.label for run in runs],
            tickfont={"size": 13, "color": palette.ink},
            range=[len(runs) - 0.4, -0.7],
            showgrid=False,
        )
    )
    return framed(figure, texts.title, palette, height=130 + 46 * len(runs))
