"""An attack along its steps: how far the goal is reached, and the loss it follows (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg


@kept
def attack_path(
    pen: Pen,
    curve: Sequence[Mapping[str, Any]],
    title: str,
    *,
    targeted: bool = True,
    steps: int | None = None,
) -> go.Figure:
    """Confidence (0..1) and loss over the steps, side by side.

    curve: rows of step (from 0), confidence, loss (None where it is not known), a beginning only
    while the attack runs; steps: how far the axis then goes.
    """
    figure = pen.panels(1, 2, horizontal_spacing=0.13)
    known = [row for row in curve if row.get("loss") is not None]
    for column, rows, key, colour, form in (
        (1, curve, "confidence", pen.palette.wrong, "%{y:.1%}"),
        (2, known, "loss", pen.palette.ink, "%{y:.3g}"),
    ):
        line = pen.line(
            [row["step"] for row in rows],
            [row[key] for row in rows],
            colour,
            mode="lines+markers" if len(curve) <= 60 else "lines",
            marker={"size": 6},
            hovertemplate=f"%{{x}}: {form}<extra></extra>",
            cliponaxis=False,
        )
        figure.add_trace(line, 1, column)
    last = max([steps or 0, 1, *(row["step"] for row in curve)])
    confidence, loss = (
        (msg("Probability of the target"), msg("Loss of the target"))
        if targeted
        else (msg("Probability of the others"), msg("Loss of its own answer"))
    )
    step = pen.say(msg("Step"))
    figure.update_xaxes(pen.axis(step, range=[-0.02 * last, last], tickformat="d"))
    figure.update_yaxes(pen.shares(pen.say(confidence)), row=1, col=1)
    figure.update_yaxes(pen.axis(pen.say(loss), rangemode="tozero"), row=1, col=2)
    return pen.framed(figure, title, 300, showlegend=False)
