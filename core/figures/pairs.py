"""The same trainings without and with something: a line for each seed, the mean a bar (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import axis, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class Pair:
    """One seed: what was measured without and with it, as shares 0..1."""

    name: str
    without: float
    with_it: float


@dataclass(frozen=True)
class Group:
    """A panel: its name, its seeds, and what they measure."""

    title: str
    pairs: Sequence[Pair]


@dataclass(frozen=True)
class PairTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    without: str
    with_it: str
    accuracy: str


def pairs(groups: Sequence[Group], texts: PairTexts, palette: Palette) -> go.Figure:
    """A panel for each group, all on one scale."""
    figure = make_subplots(
        rows=1,
        cols=len(groups),
        shared_yaxes=True,
        horizontal_spacing=0.04,
        subplot_titles=[group.title for group in groups],
    )
    for column, group in enumerate(groups, 1):
        for pair in group.pairs:
            figure.add_trace(
                go.Scatter(
                    x=[0, 1],
                    y=[pair.without, pair.with_it],
                    mode="lines+markers",
                    line={"color": faded(palette.quiet, 0.7), "width": 2},
                    marker={"size": 9, "color": [palette.quiet, palette.head]},
                    name=pair.name,
                    hovertemplate="%{y:.1%}",
                    showlegend=False,
                ),
                row=1,
                col=column,
            )
        for place, colour in ((0, palette.quiet), (1, palette.head)):
            middle = mean(pair.with_it if place else pair.without for pair in group.pairs)
            figure.add_trace(
                go.Scatter(
                    x=[place - 0.16, place + 0.16],
                    y=[middle, middle],
                    mode="lines+text",
                    text=["", f" {middle:.0%}"],
                    textposition="middle right",
                    textfont={"size": 13, "color": palette.ink},
                    line={"color": colour, "width": 4},
                    hoverinfo="skip",
                    showlegend=False,
                ),
                row=1,
                col=column,
            )
    figure.update_xaxes(
        axis("", palette, tickvals=[0, 1], ticktext=[texts.without, texts.with_it])
        | {"range": [-0.4, 1.65], "showgrid": False}
    )
    figure.update_yaxes(axis("", palette, range=[0, 1.03], tickformat=".0%"))
    figure.update_yaxes(title={"text": texts.accuracy}, row=1, col=1)
    figure.update_annotations(font={"size": 13, "color": palette.ink})
    framed(figure, texts.title, palette, height=360)
    figure.update_layout(margin={"t": figure.layout.margin.t + 24})
    return figure
