"""What a larger input buys and costs: small multiples over the same sizes (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class SizePoint:
    """A measured run at one input size: test accuracy with interval (0..1) and seconds."""

    size: int
    accuracy: float
    low: float
    high: float
    seconds: float


@kept
def size_cost(
    pen: Pen, points: Sequence[SizePoint], title: str, *, macs: Mapping[int, float], chosen: int
) -> go.Figure:
    """Three panels over the input size: accuracy, seconds, and counted work.

    points: own measured runs (may be empty).  macs: size in pixels -> billions of
    multiply-accumulates for one photo.  chosen: the size that is set now, marked in every panel.
    """
    palette = pen.palette
    ordered = sorted(points, key=lambda point: point.size)
    sizes, steps = [point.size for point in ordered], sorted(macs)
    accuracies, ends = [p.accuracy for p in ordered], [(p.low, p.high) for p in ordered]
    accuracy = pen.dots(
        sizes,
        accuracies,
        {"color": palette.head, "size": 9},
        error_y=pen.interval(accuracies, ends, palette.head),
        hovertemplate="%{x} px: %{y:.0%}<extra></extra>",
    )
    seconds = pen.dots(
        sizes,
        [point.seconds for point in ordered],
        {"color": palette.trainable, "size": 9},
        hovertemplate="%{x} px: %{y:.1f} s<extra></extra>",
    )
    work = pen.line(
        steps,
        [macs[step] for step in steps],
        palette.frozen,
        width=2,
        marker={"size": 6},
        hovertemplate="%{x} px: %{y:.2f}<extra></extra>",
    )
    figure = pen.panels(1, 3, horizontal_spacing=0.15)
    panels = (
        (accuracy, pen.shares(pen.say(msg("test accuracy")))),
        (seconds, pen.axis(pen.say(msg("seconds")), rangemode="tozero")),
        (work, pen.axis(pen.say(msg("billion MACs per photo")), rangemode="tozero")),
    )
    for column, (trace, upwards) in enumerate(panels, start=1):
        figure.add_trace(trace, row=1, col=column)
        pen.reference(figure, x=chosen, row=1, col=column)
        figure.update_yaxes(upwards, row=1, col=column)
    known = [*sizes, *steps, chosen]
    span = [min(known) - 12, max(known) + 12]
    size = pen.say(msg("input size (px)"))
    figure.update_xaxes(pen.axis(size, range=span, showgrid=False, nticks=5))
    return pen.framed(figure, title, 270, showlegend=False)
