"""Published results as dumbbells: from scratch, and from pretrained weights (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg


@dataclass(frozen=True)
class PublishedRow:
    """One dataset: both accuracies in %, and what it shows (on hover)."""

    name: str
    about: str
    scratch: float
    transfer: float
    chosen: bool = False


@kept
def published(pen: Pen, rows: Sequence[PublishedRow], title: str) -> go.Figure:
    """One line a dataset, the first on top: hollow from scratch, filled from trained weights.

    The line is in the colour of wrong where the trained weights did not help.
    """
    palette = pen.palette
    figure = go.Figure(
        [
            pen.line(
                [row.scratch, row.transfer],
                [place, place],
                palette.frozen if row.transfer > row.scratch else palette.wrong,
                width=5 if row.chosen else 2.5,
                hoverinfo="skip",
                showlegend=False,
            )
            for place, row in enumerate(rows)
        ]
    )
    hover = [f"{row.name}: {row.about}<br>{row.scratch:g} → {row.transfer:g}" for row in rows]
    for name, symbol, colour, values in (
        (msg("from scratch"), "circle-open", palette.ink, [row.scratch for row in rows]),
        (msg("from ImageNet weights"), "circle", palette.frozen, [row.transfer for row in rows]),
    ):
        marker = {
            "symbol": symbol,
            "size": [13 if row.chosen else 9 for row in rows],
            "color": colour,
            "line": {"width": 2},
        }
        places, said = list(range(len(rows))), pen.say(name)
        figure.add_trace(
            pen.dots(values, places, marker, name=said, hovertext=hover, hoverinfo="text")
        )
    figure.layout.xaxis = pen.axis(pen.say(msg("Test accuracy (%)")), range=[0, 102])
    labels = [f"<b>{row.name}</b>" if row.chosen else row.name for row in rows]
    figure.layout.yaxis = pen.rows(labels, below=0.6, size=12)
    height = 150 + 22 * len(rows)
    return pen.framed(figure, title, height, legend=pen.legend(-60 / (height - 110)))
