"""The gradient of every layer, for stacks side by side (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import PHONE
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

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


def short(value: float) -> str:
    """``2×10⁻¹⁰`` for what is very small or large, ``5.8`` or ``170`` between."""
    if value == 0:
        return "0"
    if 1e-3 <= abs(value) < 1e4:
        return f"{value:.2g}" if abs(value) < 100 else f"{value:,.0f}"
    mantissa, power = f"{value:.0e}".split("e")
    return f"{mantissa}×10{str(int(power)).translate(_DIGITS)}"


@kept
def gradient_norms(pen: Pen, lines: Sequence[NormLine], title: str) -> go.Figure:
    """Norms over the layers, first (next to the photo) to last, on a logarithmic axis."""
    depth = len(lines[0].typical)
    figure = go.Figure([trace for line in lines for trace in _drawn(pen, line)])
    every = [max(value, LEAST) for line in lines for value in (*line.low, *line.high)]
    bottom, top = floor(log10(min(every))) - 0.5, ceil(log10(max(every))) + 0.5
    ends = [
        (
            log10(max(line.typical[-1], LEAST)),
            f"<b>{line.name}</b> {short(line.typical[-1])}",
            pen.tone(line.tone),
        )
        for line in lines
    ]
    pen.ends(figure, depth, ends, 0.09 * (top - bottom), xshift=10)
    stride = max(1, ceil(depth / 10))
    layers = range(stride, depth + 1, stride)
    across = pen.axis(
        pen.say(msg("convolution, from the photo to the answer")),
        range=[0.3, depth * (1 + ROOM)],
        tickvals=[1, *layers] if stride > 1 else list(layers),
        showgrid=False,
    )
    powers = range(ceil(bottom), floor(top) + 1, max(1, round((top - bottom) / 7)))
    upwards = pen.axis(
        pen.say(msg("norm of the gradient (L2)")),
        type="log",
        range=[bottom, top],
        tickvals=[10.0**power for power in powers],
        ticktext=[f"10{str(power).translate(_DIGITS)}" for power in powers],
    )
    return pen.framed(
        figure, title, 360, columns=PHONE, xaxis=across, yaxis=upwards, hovermode="x unified"
    )


def _drawn(pen: Pen, line: NormLine) -> list[go.Scatter]:
    """The range as a band, and the typical norms over it."""
    colour = pen.tone(line.tone)
    layers = list(range(1, len(line.typical) + 1))
    low, high = ([max(value, LEAST) for value in side] for side in (line.low, line.high))
    band = go.Scatter(
        x=layers + layers[::-1],
        y=[*high, *low[::-1]],
        fill="toself",
        fillcolor=faded(colour, 0.18),
        line={"width": 0},
        hoverinfo="skip",
        showlegend=False,
    )
    typical = pen.line(
        layers,
        [max(value, LEAST) for value in line.typical],
        colour,
        customdata=[short(value) for value in line.typical],
        name=line.name,
        marker={"symbol": line.symbol, "size": 7 if len(layers) < 40 else 5},
        hovertemplate="%{customdata}",
        showlegend=False,
    )
    return [band, typical]
