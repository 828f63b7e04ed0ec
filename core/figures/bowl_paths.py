"""Paths of optimisers over the contour lines of a bowl (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from core.experiments.toys import bowl
from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

ACROSS, UP = 10.5, 4.2  # how far the picture reaches from the middle
SYMBOLS = ("circle", "diamond", "square", "cross", "triangle-up")


@dataclass(frozen=True)
class PathLine:
    """One optimiser's places [n, 2], its name and its colour in the palette."""

    name: str
    places: np.ndarray
    tone: str


@kept
def bowl_paths(pen: Pen, paths: Sequence[PathLine], title: str, elongation: float) -> go.Figure:
    """The bowl from above; every dot is a step, and what leaves the picture is cut off."""
    x, y = np.linspace(-ACROSS, ACROSS, 90), np.linspace(-UP, UP, 60)
    heights = bowl.height(x[None, :], y[:, None], elongation)
    figure = go.Figure(
        go.Contour(
            x=x,
            y=y,
            z=np.sqrt(heights),
            ncontours=14,
            contours={"coloring": "none"},
            line={"color": faded(pen.palette.quiet, 0.45), "width": 1},
            showscale=False,
            showlegend=False,
            hoverinfo="skip",
        )
    )
    for symbol, path in zip(SYMBOLS, paths, strict=False):
        line = pen.line(
            path.places[:, 0],
            path.places[:, 1],
            pen.tone(path.tone),
            width=2,
            name=path.name,
            marker={"size": 6, "symbol": symbol},
            hovertemplate="%{pointNumber}: (%{x:.2f}, %{y:.2f})",
        )
        figure.add_trace(line)
    ink, ground = pen.palette.ink, faded(pen.palette.ground, 0.8)
    arrow = {
        "showarrow": True,
        "arrowcolor": ink,
        "arrowhead": 2,
        "arrowwidth": 1,
        "ax": 0,
        "ay": 70,
    }
    font = {"size": 12, "color": ink}
    pen.note(figure, 0, 0, pen.say(msg("lowest loss")), font=font, bgcolor=ground, **arrow)
    flat, steep = msg("one weight (flat direction)"), msg("another weight (steep direction)")
    figure.layout.xaxis = pen.axis(pen.say(flat), range=[-ACROSS, ACROSS], showgrid=False)
    figure.layout.yaxis = pen.axis(pen.say(steep), range=[-UP, UP], showgrid=False)
    return pen.framed(figure, title, 380, top=92, legend=pen.legend(1.04, above=True))
