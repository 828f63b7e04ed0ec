"""A race's result as figures: bars with intervals, accuracy against photos and against time
(light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, breadth, framed, wrapped
from core.figures.palette import Palette, faded

SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
WAY_COLOURS = {"scratch": "quiet", "extract": "frozen", "tune": "trainable", "lp_ft": "head"}
LABEL = 26  # half-width columns of an arm's name beside its bar


@dataclass(frozen=True)
class Look:
    """How an arm is drawn everywhere: its name, its way's colour, and what tells it from others of
    the same way."""

    name: str
    colour: str
    symbol: str
    dash: str
    pattern: str = ""  # of its bar


def looks(ways: Sequence[tuple[str, str]], palette: Palette) -> list[Look]:
    """A look for each (name, way), in order."""
    seen: dict[str, int] = {}
    out = []
    for name, way in ways:
        place = seen[way] = seen.get(way, -1) + 1
        turn = place % len(SYMBOLS)
        pattern = ("", "/", ".", "x", "-", "|")[turn]
        colour = getattr(palette, WAY_COLOURS[way])
        out.append(Look(name, colour, SYMBOLS[turn], DASHES[turn], pattern))
    return out


@dataclass(frozen=True)
class Measured:
    """An accuracy (0..1) with its interval, at a place `x` where the figure has one."""

    value: float
    low: float
    high: float
    x: float = 0.0
    seeds: tuple[float, ...] = ()


@dataclass(frozen=True)
class BoardTexts:
    """Every word in a figure, in the reader's language."""

    title: str
    x: str
    y: str
    chance: str


def bars(
    arms: Sequence[tuple[Look, Measured]],
    texts: BoardTexts,
    palette: Palette,
    *,
    chance: float,
) -> go.Figure:
    """Mean accuracy of every arm, the first on top, with its interval and a dot for each seed."""
    places = list(range(len(arms)))
    figure = go.Figure(
        go.Bar(
            x=[found.value for _look, found in arms],
            y=places,
            orientation="h",
            width=0.62,
            marker={
                "color": [faded(look.colour, 0.75) for look, _found in arms],
                "pattern": {
                    "shape": [look.pattern for look, _found in arms],
                    "fgcolor": palette.ground,
                    "size": 7,
                    "solidity": 0.25,
                },
            },
            error_x=_error([found for _look, found in arms], palette),
            hovertemplate="%{x:.1%}<extra></extra>",
            showlegend=False,
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[value for _look, found in arms for value in found.seeds],
            y=[place + 0.2 for place in places for _value in arms[place][1].seeds],
            mode="markers",
            marker={
                "size": 7,
                "color": palette.ground,
                "line": {"color": palette.ink, "width": 1.5},
            },
            hovertemplate="%{x:.1%}<extra></extra>",
            showlegend=False,
        )
    )
    for place, (_look, found) in zip(places, arms, strict=True):
        figure.add_annotation(
            x=min(max(found.high, found.value), 1.0) + 0.015,
            y=place,
            text=f"<b>{found.value:.1%}</b>",
            xanchor="left",
            showarrow=False,
            font={"size": 14, "color": palette.ink},
        )
    _chance(figure, chance, texts, palette, vertical=True)
    figure.update_xaxes(axis(texts.x, palette, range=[0, 1.12], tickformat=".0%"))
    figure.update_yaxes(
        axis(
            "",
            palette,
            tickvals=places,
            ticktext=[wrapped(look.name, LABEL) for look, _found in arms],
            tickfont={"size": 13, "color": palette.ink},
            range=[len(arms) - 0.45, -0.6],
            showgrid=False,
        )
    )
    return framed(figure, texts.title, palette, height=140 + 58 * len(arms))


def against(
    arms: Sequence[tuple[Look, Sequence[Measured]]],
    texts: BoardTexts,
    palette: Palette,
    *,
    chance: float,
    ticks: Sequence[float] | None = None,
    lines: Sequence[Sequence[tuple[float, float]]] = (),
) -> go.Figure:
    """Accuracy against something that is measured on a log axis (photos, seconds).

    `lines`: for each arm the way there, points (x, accuracy), drawn thin behind the measurements.
    """
    figure = go.Figure()
    for (look, _found), way in zip(arms, lines, strict=False):
        figure.add_trace(
            go.Scatter(
                x=[x for x, _y in way],
                y=[y for _x, y in way],
                mode="lines",
                line={"color": faded(look.colour, 0.55), "width": 2, "dash": look.dash},
                hovertemplate="%{y:.1%}",
                name=look.name,
                showlegend=False,
            )
        )
    for look, found in arms:
        figure.add_trace(
            go.Scatter(
                x=[one.x for one in found],
                y=[one.value for one in found],
                mode="lines+markers",
                name=look.name,
                line={"color": look.colour, "width": 2.5, "dash": look.dash},
                marker={"color": look.colour, "symbol": look.symbol, "size": 11},
                error_y=_error(found, palette, look.colour),
                hovertemplate="%{y:.1%}",
            )
        )
    _chance(figure, chance, texts, palette, vertical=False)
    ticked = {"tickvals": list(ticks), "ticktext": [f"{x:g}" for x in ticks]} if ticks else {}
    figure.update_xaxes(axis(texts.x, palette, type="log", showgrid=False, **ticked))
    figure.update_yaxes(axis(texts.y, palette, range=[0, 1.02], tickformat=".0%"))
    rows = -(-len(arms) // (1 if max(breadth(look.name) for look, _f in arms) > 40 else 2))
    return framed(
        figure,
        texts.title,
        palette,
        height=390 + 24 * rows,
        legend={
            "orientation": "h",
            "x": 0,
            "y": -0.2,
            "yanchor": "top",
            "font": {"color": palette.ink},
        },
        transition={"duration": 0},
    )


def _error(found: Sequence[Measured], palette: Palette, colour: str = "") -> dict[str, object]:
    return {
        "type": "data",
        "array": [max(0.0, one.high - one.value) for one in found],
        "arrayminus": [max(0.0, one.value - one.low) for one in found],
        "color": colour or palette.ink,
        "thickness": 2,
        "width": 6,
    }


def _chance(
    figure: go.Figure, chance: float, texts: BoardTexts, palette: Palette, *, vertical: bool
) -> None:
    line = {
        "line": {"color": palette.quiet, "width": 1, "dash": "dot"},
        "annotation_text": texts.chance,
        "annotation_font": {"size": 12, "color": palette.quiet},
    }
    if vertical:
        figure.add_vline(x=chance, annotation_position="bottom right", **line)
    else:
        figure.add_hline(y=chance, annotation_position="bottom right", **line)
