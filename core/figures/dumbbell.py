"""From one measurement to another, a line for each row: what a change is worth (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded

_ROW, _FRAME = 62, 150  # pixels
_CROWDED = 0.8  # from here on a note would run over the right edge


@dataclass(frozen=True)
class Ends:
    """One row: shares 0..1 before and after, each with its lowest and highest value where it was
    measured more than once; `note` stands above the line; `chance`: what guessing gives."""

    label: str
    first: float
    second: float
    note: str
    first_range: tuple[float, float] | None = None
    second_range: tuple[float, float] | None = None
    chance: float | None = None


@dataclass(frozen=True)
class DumbbellTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    first: str
    second: str
    share: str
    chance: str = ""


def dumbbell(rows: Sequence[Ends], texts: DumbbellTexts, palette: Palette) -> go.Figure:
    """The first row on top; a hollow dot for what came first, a filled one for what came after."""
    places = list(range(len(rows)))
    figure = go.Figure()
    for place, row in zip(places, rows, strict=True):
        figure.add_trace(
            go.Scatter(
                x=[row.first, row.second],
                y=[place, place],
                mode="lines",
                line={"color": faded(palette.head, 0.4), "width": 5},
                hoverinfo="skip",
                showlegend=False,
            )
        )
    for name, values, ranges, marker in (
        (
            texts.first,
            [row.first for row in rows],
            [row.first_range for row in rows],
            {"color": palette.ground, "line": {"color": palette.quiet, "width": 3}},
        ),
        (
            texts.second,
            [row.second for row in rows],
            [row.second_range for row in rows],
            {"color": palette.head},
        ),
    ):
        figure.add_trace(
            go.Scatter(
                x=values,
                y=places,
                mode="markers",
                name=name,
                marker={"size": 14, **marker},
                error_x=_error(values, ranges, palette),
                hovertemplate="%{x:.1%}",
            )
        )
    chances = [(row.chance, place) for place, row in enumerate(rows) if row.chance is not None]
    if chances:
        figure.add_trace(
            go.Scatter(
                x=[chance for chance, _place in chances],
                y=[place for _chance, place in chances],
                mode="markers",
                name=texts.chance,
                marker={"symbol": "line-ns-open", "size": 20, "color": palette.quiet},
                hovertemplate="%{x:.0%}",
            )
        )
    for place, row in zip(places, rows, strict=True):
        middle = (row.first + row.second) / 2
        figure.add_annotation(
            x=middle if middle < _CROWDED else 1.04,
            xanchor="center" if middle < _CROWDED else "right",
            y=place,
            text=row.note,
            showarrow=False,
            yshift=15,
            font={"size": 13, "color": palette.ink},
        )
    figure.update_xaxes(axis(texts.share, palette, range=[-0.02, 1.04], tickformat=".0%"))
    figure.update_yaxes(
        axis(
            "",
            palette,
            tickvals=places,
            ticktext=[row.label for row in rows],
            tickfont={"size": 13, "color": palette.ink},
            range=[len(rows) - 0.5, -0.6],
            showgrid=False,
        )
    )
    height = _FRAME + _ROW * len(rows)
    return framed(figure, texts.title, palette, height, legend=below(palette, -85 / height))


def _error(
    values: Sequence[float], ranges: Sequence[tuple[float, float] | None], palette: Palette
) -> dict[str, object]:
    spans = [found or (value, value) for value, found in zip(values, ranges, strict=True)]
    return {
        "type": "data",
        "array": [high - value for value, (_low, high) in zip(values, spans, strict=True)],
        "arrayminus": [value - low for value, (low, _high) in zip(values, spans, strict=True)],
        "color": faded(palette.quiet, 0.9),
        "thickness": 2,
        "width": 6,
    }
