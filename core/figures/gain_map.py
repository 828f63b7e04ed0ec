"""What transfer gained against how near the photos are to the source task (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class GainDot:
    """One domain: similarity 0..1, gain in points with the ends of its interval."""

    name: str
    similarity: float
    gain: float
    low: float
    high: float


@dataclass(frozen=True)
class GainTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    similarity: str
    gain: str


def gain_map(dots: Sequence[GainDot], texts: GainTexts, palette: Palette) -> go.Figure:
    """A dot and its interval for each domain; on the dotted line transfer gains nothing."""
    figure = go.Figure(
        go.Scatter(
            x=[dot.similarity for dot in dots],
            y=[dot.gain for dot in dots],
            mode="markers+text",
            text=[dot.name for dot in dots],
            textposition=[_beside(dot, dots) for dot in dots],
            textfont={"size": 13, "color": palette.ink},
            marker={"size": 13, "color": palette.head},
            error_y={
                "type": "data",
                "array": [dot.high - dot.gain for dot in dots],
                "arrayminus": [dot.gain - dot.low for dot in dots],
                "color": faded(palette.quiet, 0.8),
                "thickness": 2,
                "width": 6,
            },
            hovertemplate="%{text}<br>%{x:.3f}<br>%{y:+.1f}<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_hline(y=0, line={"color": palette.quiet, "width": 1, "dash": "dot"})
    low, high = (end(dot.similarity for dot in dots) for end in (min, max))
    edge = max(high - low, 0.01) * 0.3
    figure.update_xaxes(axis(texts.similarity, palette, range=[low - edge, high + edge]))
    figure.update_yaxes(axis(texts.gain, palette))
    return framed(figure, texts.title, palette, height=360)


def _beside(dot: GainDot, dots: Sequence[GainDot]) -> str:
    """A name stands on the side where there is room."""
    return "middle left" if dot.similarity == max(d.similarity for d in dots) else "middle right"
