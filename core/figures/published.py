"""Published results as dumbbells: from scratch, and from pretrained weights (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette


@dataclass(frozen=True)
class PublishedRow:
    """One dataset: both accuracies in %, and what it shows (on hover)."""

    name: str
    about: str
    scratch: float
    transfer: float
    chosen: bool = False


@dataclass(frozen=True)
class PublishedTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    accuracy: str
    scratch: str
    transfer: str


def published(rows: Sequence[PublishedRow], texts: PublishedTexts, palette: Palette) -> go.Figure:
    """One line a dataset, the first on top: hollow from scratch, filled from trained weights.

    The line is in the colour of wrong where the trained weights did not help.
    """
    places = list(range(len(rows)))
    figure = go.Figure()
    for place, row in zip(places, rows, strict=True):
        colour = palette.frozen if row.transfer > row.scratch else palette.wrong
        figure.add_scatter(
            x=[row.scratch, row.transfer],
            y=[place, place],
            mode="lines",
            line={"color": colour, "width": 5 if row.chosen else 2.5},
            hoverinfo="skip",
            showlegend=False,
        )
    for name, symbol, values in (
        (texts.scratch, "circle-open", [row.scratch for row in rows]),
        (texts.transfer, "circle", [row.transfer for row in rows]),
    ):
        figure.add_scatter(
            x=values,
            y=places,
            mode="markers",
            name=name,
            marker={
                "symbol": symbol,
                "size": [13 if row.chosen else 9 for row in rows],
                "color": palette.ink if symbol == "circle-open" else palette.frozen,
                "line": {"width": 2},
            },
            hovertext=[
                f"{row.name}: {row.about}<br>{row.scratch:g} → {row.transfer:g}" for row in rows
            ],
            hoverinfo="text",
        )
    figure.update_xaxes(axis(texts.accuracy, palette, range=[0, 102]))
    figure.update_yaxes(
        axis(
            "",
            palette,
            tickvals=places,
            ticktext=[f"<b>{row.name}</b>" if row.chosen else row.name for row in rows],
            tickfont={"size": 12, "color": palette.ink},
            range=[len(rows) - 0.4, -0.6],
            showgrid=False,
        )
    )
    height = 150 + 22 * len(rows)
    return framed(figure, texts.title, palette, height, legend=below(palette, -60 / (height - 110)))
