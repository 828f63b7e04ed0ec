"""The spread of activations, layer by layer, for several ways to begin (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

DECADES = (-6, 5)  # powers of ten that the axis shows at least
LOWEST = -16  # and at most: what has died out further lies on the edge


@dataclass(frozen=True)
class SpreadLine:
    """Root mean squares, the input's first; `own` is the learner's line, drawn strong."""

    name: str
    values: Sequence[float]
    own: bool = False


@kept
def layer_spread(pen: Pen, lines: Sequence[SpreadLine], title: str) -> go.Figure:
    """Lines on a logarithmic axis; what is 0 or beyond it lies on its edge."""
    depth = len(lines[0].values) - 1
    low, high = _decades(lines)
    figure = go.Figure([_drawn(pen, line, low) for line in lines])
    ends = [(log10(_shown(line.values[-1], low)), line.name, _colour(pen, line)) for line in lines]
    pen.ends(figure, depth, ends, 0.075 * (high - low), xshift=12)
    ticks = list(range(0, depth + 1, max(1, round(depth / 10))))
    layer, reach = pen.say(msg("layer (0 is the photo)")), [-0.3, depth * 1.35]
    across = pen.axis(layer, range=reach, showgrid=False, tickvals=ticks)
    powers = range(low, high + 1, 2 if high - low < 14 else 4)
    upwards = pen.axis(
        pen.say(msg("spread of activations (RMS)")),
        type="log",
        range=[low, high],
        tickvals=[10.0**power for power in powers],
        ticktext=[f"10<sup>{power}</sup>" for power in powers],
    )
    return pen.framed(figure, title, 340, xaxis=across, yaxis=upwards)


def _colour(pen: Pen, line: SpreadLine) -> str:
    return pen.palette.trainable if line.own else pen.palette.quiet


def _decades(lines: Sequence[SpreadLine]) -> tuple[int, int]:
    """The ends of the axis: a line that falls on is seen to fall."""
    smallest = min((value for line in lines for value in line.values if value > 0), default=1.0)
    low = max(LOWEST, min(DECADES[0], floor(log10(smallest))))
    return low - low % 2, DECADES[1]


def _shown(value: float, low: int) -> float:
    return min(max(value, 10.0**low), 10.0 ** DECADES[1])


def _drawn(pen: Pen, line: SpreadLine, low: int) -> go.Scatter:
    return pen.line(
        list(range(len(line.values))),
        [_shown(value, low) for value in line.values],
        _colour(pen, line),
        width=3.5 if line.own else 1.5,
        dash="solid" if line.own else "dot",
        customdata=[f"{value:.2g}" for value in line.values],
        name=line.name,
        marker={"size": 8 if line.own else 4},
        hovertemplate="%{customdata}",
        showlegend=False,
    )
