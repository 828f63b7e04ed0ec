"""The same trainings without and with something: a line for each seed, the mean a bar (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import wrapped
from core.figures.palette import faded
from core.figures.pen import Pen

ABREAST = 3  # panels in a row
ABOVE = 18  # half-width columns above one of two panels on a phone


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


@kept
def pairs(
    pen: Pen, groups: Sequence[Group], title: str, *, sides: tuple[str, str], share: str
) -> go.Figure:
    """A panel for each group, all on one scale, no more than three in a row, which a telephone has
    room for; sides: names of without and with it; share: what was measured."""
    quiet, head = pen.palette.quiet, pen.palette.head
    names = [wrapped(group.title, ABOVE) for group in groups]
    lines = max(name.count("<br>") for name in names)
    across = len(groups) if len(groups) <= ABREAST else 2
    rows = ceil(len(groups) / across)
    figure = pen.panels(rows, across, names, shared_yaxes=True, horizontal_spacing=0.04)
    for number, group in enumerate(groups):
        place = {"row": number // across + 1, "col": number % across + 1}
        for pair in group.pairs:
            line = pen.line(
                [0, 1],
                [pair.without, pair.with_it],
                faded(quiet, 0.7),
                width=2,
                marker={"size": 9, "color": [quiet, head]},
                name=pair.name,
                hovertemplate="%{y:.1%}",
                showlegend=False,
            )
            figure.add_trace(line, **place)
        without, with_it = zip(*((pair.without, pair.with_it) for pair in group.pairs), strict=True)
        figure.add_trace(_mean(pen, 0, mean(without), quiet), **place)
        figure.add_trace(_mean(pen, 1, mean(with_it), head), **place)
    figure.update_xaxes(
        pen.axis("", tickvals=[0, 1], ticktext=list(sides), range=[-0.4, 1.65], showgrid=False)
    )
    figure.update_yaxes(pen.shares("", 1.03))
    figure.update_yaxes(title={"text": share}, col=1)
    return pen.framed(figure, title, 360 + 260 * (rows - 1), room=6 + 18 * lines)


def _mean(pen: Pen, place: int, middle: float, colour: str) -> go.Scatter:
    return pen.line(
        [place - 0.16, place + 0.16],
        [middle, middle],
        colour,
        width=4,
        mode="lines+text",
        text=["", f" {middle:.0%}"],
        textposition="middle right",
        textfont={"size": 13, "color": pen.palette.ink},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,  # on a telephone the number is wider than its room
    )
