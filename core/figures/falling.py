"""The learning rate of every step, for several schedules (light)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import ARMS
from core.figures.pen import Pen
from core.messages import msg


@kept
def falling(pen: Pen, schedules: Mapping[str, np.ndarray], title: str) -> go.Figure:
    """A line for each schedule, its name → the rates of all steps."""
    figure = go.Figure(
        [
            pen.line(
                np.arange(1, len(rates) + 1),
                rates,
                pen.tone(tone),
                width=2,
                name=name,
                hovertemplate="%{x}: %{y:.3g}",
            )
            for tone, (name, rates) in zip(ARMS, schedules.items(), strict=False)
        ]
    )
    figure.layout.xaxis = pen.axis(pen.say(msg("step")), showgrid=False)
    top = 1.05 * max(max(rates) for rates in schedules.values())
    figure.layout.yaxis = pen.axis(pen.say(msg("learning rate")), range=[0, top])
    return pen.framed(figure, title, 240, top=92, legend=pen.legend(1.06, above=True))
