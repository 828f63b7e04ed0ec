"""What transfer gained against how near the photos are to the source task (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class GainDot:
    """One domain: similarity 0..1, gain in points with the ends of its interval."""

    name: str
    similarity: float
    gain: float
    low: float
    high: float


@kept
def gain_map(pen: Pen, dots: Sequence[GainDot], title: str) -> go.Figure:
    """A dot and its interval for each domain; on the dotted line transfer gains nothing."""
    palette = pen.palette
    gains, ends = [dot.gain for dot in dots], [(dot.low, dot.high) for dot in dots]
    figure = go.Figure(
        pen.dots(
            [dot.similarity for dot in dots],
            gains,
            {"size": 13, "color": palette.head},
            mode="markers+text",
            text=[dot.name for dot in dots],
            textposition=[_beside(dot, dots) for dot in dots],
            textfont={"size": 13, "color": palette.ink},
            error_y=pen.interval(gains, ends, faded(palette.quiet, 0.8)),
            hovertemplate="%{text}<br>%{x:.3f}<br>%{y:+.1f}<extra></extra>",
            showlegend=False,
        )
    )
    pen.reference(figure, y=0)
    low, high = (end(dot.similarity for dot in dots) for end in (min, max))
    edge = max(high - low, 0.01) * 0.3
    similarity = pen.say(msg("Similarity to ImageNet (Cui et al. 2018; 1 is the same)"))
    figure.layout.xaxis = pen.axis(similarity, range=[low - edge, high + edge])
    figure.layout.yaxis = pen.axis(pen.say(msg("Gain of transfer (points)")))
    return pen.framed(figure, title, 360)


def _beside(dot: GainDot, dots: Sequence[GainDot]) -> str:
    """A name stands on the side where there is room."""
    return "middle left" if dot.similarity == max(d.similarity for d in dots) else "middle right"
