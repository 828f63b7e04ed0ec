"""The epsilon curve: what an attack achieves with each budget (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from core.figures.frame import axis, below, breadth, framed, wrapped
from core.figures.palette import Palette, faded

NAME = 8  # half-width columns of a class name above one budget, on a tablet
LINE = 15  # pixels


@dataclass(frozen=True)
class EpsilonTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    budget: str
    confidence: str  # the axis, and the line's name where there are two
    success: str  # what a filled mark is, and the share of successes over several photos
    failure: str  # what an open mark is


def one_photo(
    rows: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    texts: EpsilonTexts,
    palette: Palette,
    *,
    guess: int | None = None,
) -> go.Figure:
    """One photo: the confidence (0..1) over the budgets, and above it the classes it passes.

    rows: of `core.imagine.attacks.analyses.sweep` with one photo; names: of their classes.  Filled
    marks are successes.  guess: a budget that is marked on the axis.
    """
    places = list(range(len(rows)))
    figure = go.Figure(
        go.Scatter(
            x=places,
            y=[row["confidence"] for row in rows],
            mode="lines",
            line={"color": faded(palette.wrong, 0.6), "width": 2.5},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    for reached, name in ((True, texts.success), (False, texts.failure)):
        chosen = [place for place in places if bool(rows[place]["success"]) == reached]
        figure.add_trace(
            go.Scatter(
                x=chosen,
                y=[rows[place]["confidence"] for place in chosen],
                mode="markers",
                name=name,
                marker={
                    "size": 12,
                    "symbol": "circle" if reached else "circle-open",
                    "color": palette.wrong if reached else palette.right,
                    "line": {"width": 2.5, "color": palette.wrong if reached else palette.right},
                },
                hovertext=[
                    f"{rows[place]['budget']}/255: {names[rows[place]['index']]}, "
                    f"{rows[place]['confidence']:.1%}"
                    for place in chosen
                ],
                hoverinfo="text",
                cliponaxis=False,
            )
        )
    lines = _classes(figure, rows, names, palette)
    if guess is not None:
        _guess(figure, rows, guess, palette)
    return _finished(figure, rows, texts, palette, room=LINE * lines)


def _classes(
    figure: go.Figure,
    rows: Sequence[Mapping[str, Any]],
    names: Mapping[int, str],
    palette: Palette,
) -> int:
    """The class of each run of budgets above the plot; how many lines the names take.

    Where a word is wider than its place, neighbours stand at two heights.
    """
    first = rows[0]["index"]
    runs = [
        (index, list(run))
        for index, run in groupby(range(len(rows)), key=lambda place: rows[place]["index"])
    ]
    said = [wrapped(names[index], NAME * len(places)) for index, places in runs]
    lines = max(name.count("<br>") + 1 for name in said)
    wide = any(
        breadth(line) > NAME * len(places)
        for name, (_index, places) in zip(said, runs, strict=True)
        for line in name.split("<br>")
    )
    for number, (name, (index, places)) in enumerate(zip(said, runs, strict=True)):
        left, right = places[0] - 0.5, places[-1] + 0.5
        colour = palette.right if index == first else palette.wrong
        figure.add_shape(
            type="rect",
            x0=left,
            x1=right,
            y0=-0.05,
            y1=1.04,
            line={"width": 0},
            fillcolor=faded(colour, 0.07),
            layer="below",
        )
        figure.add_shape(
            type="line",
            x0=left + 0.04,
            x1=right - 0.04,
            y0=1.05,
            y1=1.05,
            line={"width": 3, "color": colour},
        )
        figure.add_annotation(
            x=(left + right) / 2,
            y=1.06,
            text=name,
            showarrow=False,
            yanchor="bottom",
            yshift=LINE * lines if wide and number % 2 else 0,
            font={"size": 12, "color": palette.ink},
        )
    return 2 * lines if wide else lines


def _guess(
    figure: go.Figure, rows: Sequence[Mapping[str, Any]], guess: int, palette: Palette
) -> None:
    place = next((k for k, row in enumerate(rows) if row["budget"] == guess), None)
    if place is not None:
        figure.add_vline(x=place, line={"color": palette.head, "width": 2, "dash": "dot"})


def many_photos(
    rows: Sequence[Mapping[str, Any]], texts: EpsilonTexts, palette: Palette
) -> go.Figure:
    """Several photos: the share of successes with its interval, and the mean confidence dashed."""
    places = list(range(len(rows)))
    success = [row["success"] for row in rows]
    figure = go.Figure(
        [
            go.Scatter(
                x=places,
                y=[row["confidence"] for row in rows],
                mode="lines",
                name=texts.confidence,
                line={"color": palette.quiet, "width": 2, "dash": "dash"},
                hovertemplate="%{y:.1%}",
            ),
            go.Scatter(
                x=places,
                y=success,
                mode="lines+markers",
                name=texts.success,
                line={"color": palette.wrong, "width": 2.5},
                marker={"size": 10},
                error_y={
                    "type": "data",
                    "array": [r["interval"][1] - r["success"] for r in rows],
                    "arrayminus": [r["success"] - r["interval"][0] for r in rows],
                    "color": faded(palette.wrong, 0.6),
                    "thickness": 2,
                    "width": 5,
                },
                hovertemplate="%{y:.0%}",
                cliponaxis=False,
            ),
        ]
    )
    return _finished(figure, rows, texts, palette, hovermode="x unified")


def _finished(
    figure: go.Figure,
    rows: Sequence[Mapping[str, Any]],
    texts: EpsilonTexts,
    palette: Palette,
    room: int = 0,
    **layout: Any,
) -> go.Figure:
    figure.update_xaxes(
        axis(
            texts.budget,
            palette,
            tickvals=list(range(len(rows))),
            ticktext=[str(row["budget"]) for row in rows],
            range=[-0.5, len(rows) - 0.5],
            showgrid=False,
        )
    )
    figure.update_yaxes(
        axis(
            texts.confidence if room else "",
            palette,
            range=[-0.05, 1.06],
            tickformat=".0%",
            tickvals=[0, 0.25, 0.5, 0.75, 1],
        )
    )
    framed(
        figure,
        texts.title,
        palette,
        height=350 + room,
        legend=below(palette, -0.24),
        **layout,
    )
    figure.update_layout(margin={"t": figure.layout.margin.t + room})
    return figure
