"""The spread of activations, layer by layer, for several ways to begin (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import plotly.graph_objects as go

from core.figures.pen import Pen
from core.messages import msg

DECADES = (-6, 5)  # powers of ten that the axis shows


@dataclass(frozen=True)
class SpreadLine:
    """Root mean squares, the input's first; `own` is the learner's line, drawn strong."""

    name: str
    values: Sequence[float]
    own: bool = False


def layer_spread(pen: Pen, lines: Sequence[SpreadLine], title: str) -> go.Figure:
    """Lines on a logarithmic axis; what is 0 or beyond it lies on its edge."""
    depth = len(lines[0].values) - 1
    figure = go.Figure([_drawn(pen, line) for line in lines])
    ends = [(log10(_shown(line.values[-1])), line.name, _colour(pen, line)) for line in lines]
    pen.ends(figure, depth, ends, 0.075 * (DECADES[1] - DECADES[0]), xshift=12)
    ticks = list(range(0, depth + 1, max(1, round(depth / 10))))
    layer, reach = pen.say(msg("layer (0 is the photo)")), [-0.3, depth * 1.35]
    across = pen.axis(layer, range=reach, showgrid=False, tickvals=ticks)
    powers = range(DECADES[0], DECADES[1] + 1, 2)
    upwards = pen.axis(
        pen.say(msg("spread of activations (RMS)")),
        type="log",
        range=list(DECADES),
        tickvals=[10.0**power for power in powers],
        ticktext=[f"10<sup>{power}</sup>" for power in powers],
    )
    return pen.framed(figure, title, 340, xaxis=across, yaxis=upwards)


def _colour(pen: Pen, line: SpreadLine) -> str:
    return pen.palette.trainable if line.own else pen.palette.quiet


def _shown(value: float) -> float:
    return min(max(value, 10.0 ** DECADES[0]), 10.0 ** DECADES[1])


def _drawn(pen: Pen, line: SpreadLine) -> go.Scatter:
    return pen.line(
        list(range(len(line.values))),
        [_shown(value) for value in line.values],
        _colour(pen, line),
        width=3.5 if line.own else 1.5,
        dash="solid" if line.own else "dot",
        customdata=[f"{value:.2g}" for value in line.values],
        name=line.name,
        marker={"size": 8 if line.own else 4},
        hovertemplate="%{customdata}",
        showlegend=False,
    )
