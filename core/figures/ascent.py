"""The ascent of an ideal image: what is raised, and how rough it is, over the steps (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

SHARES = 16  # the smooth line is the mean of so many-th part of the steps around a step


def smooth(values: Sequence[float]) -> list[float]:
    """The mean around each value; as long as they are."""
    reach = len(values) // (2 * SHARES)
    near = (values[max(0, k - reach) : k + reach + 1] for k in range(len(values)))
    return [sum(some) / len(some) for some in near]


@kept
def ascent(
    pen: Pen, curve: Sequence[Mapping[str, Any]], title: str, *, steps: int, logit: bool
) -> go.Figure:
    """Objective and total variation side by side; each step thin, their running mean thick.

    curve: rows with step (from 1), objective, tv; may be a beginning only.  steps: how far the
    axis goes.  logit: whether the objective is a logit.
    """
    figure = pen.panels(1, 2, horizontal_spacing=0.12)
    done, step = [row["step"] for row in curve], pen.say(msg("step"))
    warm = pen.palette.trainable
    for column, key in enumerate(("objective", "tv"), 1):
        values = [row[key] for row in curve]
        for y, colour, width in ((values, faded(warm, 0.35), 1), (smooth(values), warm, 2.5)):
            line = pen.line(
                done,
                y,
                colour,
                width=width,
                hovertemplate=f"{step} %{{x}}: %{{y:.3g}}<extra></extra>",
                showlegend=False,
            )
            figure.add_trace(line, row=1, col=column)
    objective = pen.say(msg("objective (logit)") if logit else msg("objective"))
    figure.update_xaxes(pen.axis(step, range=[0, steps], showgrid=False, nticks=7))
    figure.update_yaxes(pen.axis(objective), row=1, col=1)
    variation = pen.axis(pen.say(msg("total variation")), rangemode="tozero")
    figure.update_yaxes(variation, row=1, col=2)
    return pen.framed(figure, title, 300)
