"""The ascent of an ideal image: what is raised, and how rough it is, over the steps (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded

SHARES = 16  # the smooth line is the mean of so many-th part of the steps around a step


@dataclass(frozen=True)
class AscentTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    step: str
    objective: str  # with its unit
    variation: str


def smooth(values: Sequence[float]) -> list[float]:
    """The mean around each value; as long as they are."""
    reach = len(values) // (2 * SHARES)
    near = (values[max(0, k - reach) : k + reach + 1] for k in range(len(values)))
    return [sum(some) / len(some) for some in near]


def ascent(
    curve: Sequence[Mapping[str, Any]], texts: AscentTexts, palette: Palette, *, steps: int
) -> go.Figure:
    """Objective and total variation side by side; each step thin, their running mean thick.

    curve: rows with step (from 1), objective, tv; may be a beginning only.  steps: how far the
    axis goes.
    """
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.12)
    steps_done = [row["step"] for row in curve]
    for column, key in enumerate(("objective", "tv"), 1):
        values = [row[key] for row in curve]
        for y, colour, width in (
            (values, faded(palette.trainable, 0.35), 1),
            (smooth(values), palette.trainable, 2.5),
        ):
            figure.add_trace(
                go.Scatter(
                    x=steps_done,
                    y=y,
                    mode="lines",
                    line={"color": colour, "width": width},
                    hovertemplate=f"{texts.step} %{{x}}: %{{y:.3g}}<extra></extra>",
                    showlegend=False,
                ),
                row=1,
                col=column,
            )
    figure.update_xaxes(axis(texts.step, palette, range=[0, steps], showgrid=False, nticks=7))
    figure.update_yaxes(axis(texts.objective, palette), row=1, col=1)
    figure.update_yaxes(axis(texts.variation, palette, rangemode="tozero"), row=1, col=2)
    return framed(figure, texts.title, palette, height=300)
