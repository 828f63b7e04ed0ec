"""A race's result as figures: bars with intervals, accuracy against photos and against time
(light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import breadth, wrapped
from core.figures.palette import Palette, faded
from core.figures.pen import Pen
from core.messages import msg

SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross", "star")
NAME = 38  # half-width columns of a line above a bar: as many as a phone has room for
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
WAY_COLOURS = {"scratch": "quiet", "extract": "frozen", "tune": "trainable", "lp_ft": "head"}


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


@kept
def bars(
    pen: Pen, arms: Sequence[tuple[Look, Measured]], title: str, *, chance: float
) -> go.Figure:
    """Mean accuracy of every arm, the first on top, with its interval and a dot for each seed."""
    palette = pen.palette
    figure = go.Figure(_bars(pen, arms))
    marker = {"size": 7, "color": palette.ground, "line": {"color": palette.ink, "width": 1.5}}
    seeds = pen.dots(
        [value for _look, found in arms for value in found.seeds],
        [place + 0.2 for place, (_look, found) in enumerate(arms) for _value in found.seeds],
        marker,
        hovertemplate="%{x:.1%}<extra></extra>",
        showlegend=False,
    )
    figure.add_trace(seeds)
    said = [wrapped(f"{found.value:.1%} · {look.name}", NAME) for look, found in arms]
    lines = 1 + max((words.count("<br>") for words in said), default=0)
    for place, (words, (_look, found)) in enumerate(zip(said, arms, strict=True)):
        share = f"{found.value:.1%}"  # above its bar: beside it there is no room
        words = words.replace(share, f"<b>{share}</b>", 1)
        where = {"xref": "paper", "xanchor": "left", "yanchor": "bottom"}
        ground = pen.palette.ground  # the line of guessing strikes no word through
        pen.note(figure, 0, place - 0.26, words, align="left", bgcolor=ground, **where)
    pen.reference(figure, x=chance, text=_guessing(pen, chance))
    figure.layout.xaxis = pen.shares(pen.say(msg("Test accuracy")))
    names = pen.rows([look.name for look, _found in arms], above=0.7, below=0.55)
    figure.layout.yaxis = names | {"showticklabels": False}
    return pen.framed(figure, title, 140 + (48 + 18 * lines) * len(arms))


def _bars(pen: Pen, arms: Sequence[tuple[Look, Measured]]) -> go.Bar:
    found = [one for _look, one in arms]
    pattern = {
        "shape": [look.pattern for look, _found in arms],
        "fgcolor": pen.palette.ground,
        "size": 7,
        "solidity": 0.25,
    }
    return go.Bar(
        x=[one.value for one in found],
        y=list(range(len(arms))),
        orientation="h",
        width=0.5,
        marker={"color": [faded(look.colour, 0.75) for look, _found in arms], "pattern": pattern},
        error_x=_interval(pen, found, pen.palette.ink),
        hovertemplate="%{x:.1%}<extra></extra>",
        showlegend=False,
    )


@kept
def against(
    pen: Pen,
    arms: Sequence[tuple[Look, Sequence[Measured]]],
    title: str,
    *,
    over: tuple[str, Sequence[float]],
    chance: float,
    ways: Sequence[Sequence[tuple[float, float]]] = (),
) -> go.Figure:
    """Accuracy against something that is measured on a log axis: `over`, with its ticks.

    ways: for each arm the way there, points (x, accuracy), drawn thin behind the measurements.
    """
    figure = go.Figure()
    for (look, _found), way in zip(arms, ways, strict=False):
        thin = pen.line(
            [x for x, _y in way],
            [y for _x, y in way],
            faded(look.colour, 0.55),
            width=2,
            dash=look.dash,
            hovertemplate="%{y:.1%}",
            name=look.name,
            showlegend=False,
        )
        figure.add_trace(thin)
    for look, found in arms:
        line = pen.line(
            [one.x for one in found],
            [one.value for one in found],
            look.colour,
            dash=look.dash,
            name=look.name,
            marker={"color": look.colour, "symbol": look.symbol, "size": 11},
            error_y=_interval(pen, found, look.colour),
            hovertemplate="%{y:.1%}",
        )
        figure.add_trace(line)
    pen.reference(figure, y=chance, text=_guessing(pen, chance))
    name, ticks = over
    ticked: dict[str, Any] = {"tickvals": list(ticks), "ticktext": [f"{x:g}" for x in ticks]}
    figure.layout.xaxis = pen.axis(name, type="log", showgrid=False, **ticked)
    accuracy = msg("Accuracy") if ways else msg("Test accuracy")  # ways are of validation
    figure.layout.yaxis = pen.shares(pen.say(accuracy))
    rows = -(-len(arms) // (1 if max(breadth(look.name) for look, _f in arms) > 40 else 2))
    legend = pen.legend(-0.2)
    return pen.framed(figure, title, 390 + 24 * rows, legend=legend, transition={"duration": 0})


def _interval(pen: Pen, found: Sequence[Measured], colour: str) -> dict[str, Any]:
    values, ends = [one.value for one in found], [(one.low, one.high) for one in found]
    return pen.interval(values, ends, colour)


def _guessing(pen: Pen, chance: float) -> str:
    return pen.say(msg("guessing: {chance}", chance=f"{chance:.0%}"))
