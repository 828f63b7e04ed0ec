"""A curve through points: what was seen, what was fitted, and the rule behind it (light)."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from core.experiments.toys import polynomial
from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

REACH = 2.2  # upper and lower end of the axis


@kept
def fitted(pen: Pen, fit: polynomial.Fit, title: str) -> go.Figure:
    """Training points as dots, the fitted curve solid, the true rule dotted."""
    x, palette = np.linspace(-polynomial.EDGE, polynomial.EDGE, 400), pen.palette
    truth, curve = pen.say(msg("the rule behind them")), pen.say(msg("fitted curve"))
    dot = {"color": palette.ink, "size": 9, "line": {"color": palette.ground, "width": 1}}
    seen, hover = pen.say(msg("points it saw")), "(%{x:.2f}, %{y:.2f})"
    rule = polynomial.truth(x)
    figure = go.Figure(
        [
            pen.line(x, rule, palette.quiet, width=2, dash="dot", name=truth, hoverinfo="skip"),
            pen.line(x, fit.curve(x), palette.trainable, width=3, name=curve, hoverinfo="skip"),
            pen.dots(fit.x, fit.y, dot, name=seen, hovertemplate=hover),
        ]
    )
    figure.layout.xaxis = pen.axis("x", range=[-1.03, 1.03], showgrid=False)
    figure.layout.yaxis = pen.axis("y", range=[-REACH, REACH])
    return pen.framed(figure, title, 340, top=92, legend=pen.legend(1.04, above=True))
