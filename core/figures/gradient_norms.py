"""The gradient of every layer, for stacks side by side (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import plotly.graph_objects as go

from core.figures.before_after import apart
from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded

LEAST = 1e-45  # the smallest float32: what lies below is drawn there
ROOM = 0.3  # of the layers' length, kept free for the lines' names
_DIGITS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class NormLine:
    """One stack: `typical` norm of each layer, and the range over the draws of its weights."""

    name: str
    typical: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    tone: str  # a colour of the palette, by meaning
    symbol: str  # of its markers: colour is never the only signal


@dataclass(frozen=True)
class NormTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    layer: str
    norm: str


def short(value: float) -> str:
    """``2×10⁻¹⁰`` for what is very small or large, ``5.8`` or ``170`` between."""
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e4:
        return f"{value:.2g}" if abs(value) < 100 else f"{value:,.0f}"
    mantissa, power = f"{value:.0e}".split("e")
    return f"{mantissa}×10{str(int(power)).translate(_DIGITS)}"


def gradient_norms(lines: Sequence[NormLine], texts: NormTexts, palette: Palette) -> go.Figure:
    """Norms over the layers, first (next to the photo) to last, on a logarithmic axis."""
    figure = go.Figure()
    depth = len(lines[0].typical)
    layers = list(range(1, depth + 1))
    for line in lines:
        colour = getattr(palette, line.tone)
        low, high = ([max(value, LEAST) for value in side] for side in (line.low, line.high))
        figure.add_trace(
            go.Scatter(
                x=layers + layers[::-1],
                y=[*high, *low[::-1]],
                fill="toself",
                fillcolor=faded(colour, 0.18),
                line={"width": 0},
                hoverinfo="skip",
                showlegend=False,
            )
        )
        figure.add_trace(
            go.Scatter(
                x=layers,
                y=[max(value, LEAST) for value in line.typical],
                customdata=[short(value) for value in line.typical],
                name=line.name,
                mode="lines+markers",
                line={"color": colour, "width": 2.5},
                marker={"symbol": line.symbol, "size": 7 if depth < 40 else 5},
                hovertemplate="%{customdata}",
                showlegend=False,
            )
        )
    every = [max(value, LEAST) for line in lines for value in (*line.low, *line.high)]
    bottom, top = floor(log10(min(every))) - 0.5, ceil(log10(max(every))) + 0.5
    ends = [log10(max(line.typical[-1], LEAST)) for line in lines]
    places = apart(ends, 0.09 * (top - bottom))
    for line, place in zip(lines, places, strict=True):
        figure.add_annotation(
            x=depth,
            y=place,
            text=f"<b>{line.name}</b> {short(line.typical[-1])}",
            xanchor="left",
            xshift=10,
            showarrow=False,
            font={"size": 13, "color": getattr(palette, line.tone)},
        )
    stride = max(1, ceil(depth / 10))
    figure.update_xaxes(
        axis(
            texts.layer,
            palette,
            range=[0.3, depth * (1 + ROOM)],
            tickvals=[1, *range(stride, depth + 1, stride)] if stride > 1 else layers,
            showgrid=False,
        )
    )
    step = max(1, round((top - bottom) / 7))
    powers = range(ceil(bottom), floor(top) + 1, step)
    figure.update_yaxes(
        axis(
            texts.norm,
            palette,
            type="log",
            range=[bottom, top],
            tickvals=[10.0**power for power in powers],
            ticktext=[f"10{str(power).translate(_DIGITS)}" for power in powers],
        )
    )
    return framed(figure, texts.title, palette, height=380, hovermode="x unified")
