"""Batch norm let loose: what becomes of the answers, and how far each layer has moved (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

HALF = 17  # half-width columns under one of the two panels on a phone
Looks = Sequence[Mapping[str, Any]]


@kept
def drift(
    pen: Pen, looks: Looks, title: str, *, at: int, reach: tuple[int, int], twin: int | None = None
) -> go.Figure:
    """Left: right answers after so many steps.  Right: how far each layer is at `at`.

    looks: rows of `core.experiments.batchnorm.examine`, `at` one of their places.  reach: how far
    the left plot goes, in steps and in photos that are asked.  twin: right answers of the network
    whose batch norm is frozen, None before it was asked.
    """
    figure = pen.panels(1, 2, horizontal_spacing=0.24)
    steps, asked = reach
    if twin is not None:
        frozen = pen.line(
            [0, steps],
            [twin, twin],
            pen.palette.frozen,
            width=3,
            dash="dash",
            name=pen.say(msg("batch norm frozen")),
            hovertemplate="%{y}",
        )
        figure.add_trace(frozen, row=1, col=1)
    loose = pen.line(
        [row["step"] for row in looks],
        [row["right"] for row in looks],
        pen.palette.trainable,
        width=3,
        name=pen.say(msg("batch norm let loose")),
        marker={"size": [14 if place == at else 8 for place in range(len(looks))]},
        hovertemplate="%{y}",
    )
    figure.add_trace(loose, row=1, col=1)
    figure.add_traces(_layers(pen, looks[at]), 1, 2)
    step, layer = (
        msg("Steps (batches passed through)"),
        msg("Batch-norm layer, from the first to the last"),
    )
    figure.update_xaxes(pen.axis(pen.say(step), columns=HALF, range=[-1, steps + 1]), row=1, col=1)
    right = pen.say(msg("Right answers of {asked}", asked=asked))
    figure.update_yaxes(pen.axis(right, range=[-0.6, asked + 0.6]), row=1, col=1)
    figure.update_xaxes(pen.axis(pen.say(layer), columns=HALF, showgrid=False), row=1, col=2)
    most = max((value for row in looks for value in row["variance"]), default=0.0)
    moved = pen.say(msg("Moved since the beginning"))
    figure.update_yaxes(pen.shares(moved, range=[-0.02, max(0.1, 1.08 * most)]), row=1, col=2)
    return pen.framed(figure, title, 420, legend=pen.legend(-0.34))


def _layers(pen: Pen, look: Mapping[str, Any]) -> list[go.Scatter]:
    mean, variance = msg("mean (in standard deviations)"), msg("variance (share of the old one)")
    return [
        pen.dots(
            list(range(1, len(look[key]) + 1)),
            look[key],
            {"color": colour, "size": 7, "symbol": symbol},
            name=pen.say(name),
            hovertemplate="%{y:.1%}",
        )
        for name, key, symbol, colour in (
            (mean, "mean", "circle", pen.palette.trainable),
            (variance, "variance", "diamond", pen.palette.ink),
        )
    ]
