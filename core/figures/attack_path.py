"""An attack along its steps: how far the goal is reached, and the loss it follows (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, framed
from core.figures.palette import Palette


@dataclass(frozen=True)
class PathTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    step: str
    confidence: str
    loss: str


def attack_path(
    curve: Sequence[Mapping[str, Any]],
    texts: PathTexts,
    palette: Palette,
    *,
    steps: int | None = None,
) -> go.Figure:
    """Confidence (0..1) and loss over the steps, side by side.

    curve: rows of step (from 0), confidence, loss (None where it is not known), a beginning only
    while the attack runs; steps: how far the axis then goes.
    """
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.13)
    known = [row for row in curve if row.get("loss") is not None]
    marks = "lines+markers" if len(curve) <= 60 else "lines"
    for column, rows, key, colour, form in (
        (1, curve, "confidence", palette.wrong, "%{y:.1%}"),
        (2, known, "loss", palette.ink, "%{y:.3g}"),
    ):
        figure.add_trace(
            go.Scatter(
                x=[row["step"] for row in rows],
                y=[row[key] for row in rows],
                mode=marks,
                line={"color": colour, "width": 2.5},
                marker={"size": 6},
                hovertemplate=f"%{{x}}: {form}<extra></extra>",
                cliponaxis=False,
            ),
            1,
            column,
        )
    last = max([steps or 0, 1, *(row["step"] for row in curve)])
    figure.update_xaxes(axis(texts.step, palette, range=[-0.02 * last, last], tickformat="d"))
    figure.update_yaxes(
        axis(texts.confidence, palette, range=[0, 1.02], tickformat=".0%"), row=1, col=1
    )
    figure.update_yaxes(axis(texts.loss, palette, rangemode="tozero"), row=1, col=2)
    return framed(figure, texts.title, palette, 300, showlegend=False)
