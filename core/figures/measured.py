"""What every network's features promise: probe, neighbours, expected accuracy (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class MeasuredRow:
    """One network: all values 0..1."""

    name: str
    probe: float
    before: float
    knn: float
    expected: float
    low: float
    high: float
    advised: bool


@dataclass(frozen=True)
class MeasuredTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    accuracy: str
    probe: str
    before: str
    knn: str
    expected: str
    advised: str
    chance: str


def measured(
    rows: Sequence[MeasuredRow], texts: MeasuredTexts, palette: Palette, *, chance: float
) -> go.Figure:
    """A line for every network, the first on top: the range of what to expect as a bar, the
    measures as marks of their own shape.  chance: accuracy of guessing, a dotted line."""
    places = list(range(len(rows)))
    colours = [palette.head if row.advised else palette.quiet for row in rows]
    figure = go.Figure()
    figure.add_bar(
        x=[row.high - row.low for row in rows],
        base=[row.low for row in rows],
        y=places,
        orientation="h",
        width=0.42,
        marker={"color": [faded(colour, 0.28) for colour in colours], "line": {"width": 0}},
        name=texts.expected,
        hovertext=[f"{row.expected:.0%} ({row.low:.0%}–{row.high:.0%})" for row in rows],
        hoverinfo="text",
        showlegend=False,
    )
    for name, symbol, values in (
        (texts.expected, "line-ns", [row.expected for row in rows]),
        (texts.probe, "diamond", [row.probe for row in rows]),
        (texts.before, "square-open", [row.before for row in rows]),
        (texts.knn, "circle-open", [row.knn for row in rows]),
    ):
        line = symbol == "line-ns"
        figure.add_scatter(
            x=values,
            y=places,
            mode="markers",
            name=name,
            marker={
                "symbol": symbol,
                "size": 20 if line else 11,
                "color": colours if symbol == "diamond" else palette.ink,
                "line": {"width": 3.5 if line else 2, "color": colours},
            },
            hovertemplate=f"{name}: %{{x:.0%}}<extra></extra>",
        )
    figure.add_vline(
        x=chance,
        line={"color": palette.quiet, "width": 1, "dash": "dot"},
        annotation_text=texts.chance,
        annotation_position="top right",
        annotation_font={"size": 12, "color": palette.quiet},
    )
    figure.update_xaxes(axis(texts.accuracy, palette, range=[0, 1.03], tickformat=".0%"))
    figure.update_yaxes(
        axis(
            "",
            palette,
            tickvals=places,
            ticktext=[
                f"<b>{row.name}</b><br>{texts.advised}" if row.advised else row.name for row in rows
            ],
            tickfont={"size": 13, "color": palette.ink},
            range=[len(rows) - 0.5, -0.6],
            showgrid=False,
        )
    )
    height = 170 + 54 * len(rows)
    return framed(figure, texts.title, palette, height, legend=below(palette, -70 / (height - 150)))
