"""What training changed inside a network: block by block, and on a map of the photos (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.colors import qualitative

from core.figures.kept import kept
from core.figures.moving import buttons, slider
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

COLOURS = qualitative.Safe
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "pentagon")
FRAMES = 12  # states between before and after
BELOW = -0.02  # where button and slider stand, in heights of the plot
QUICK = {"frame": {"duration": 90, "redraw": False}, "transition": {"duration": 0}}
Places = Sequence[Sequence[float]]


@kept
def changes(
    pen: Pen,
    blocks: Sequence[Mapping[str, float]],
    title: str,
    names: Sequence[str],
    boundary: int,
) -> go.Figure:
    """Above: how far the weights of every block moved.  Below: how alike its answers stayed.

    blocks: rows with ``change`` (0 and more) and ``cka`` (0..1); boundary: number of leading frozen
    blocks.
    """
    figure = pen.panels(2, 1, shared_xaxes=True, vertical_spacing=0.09)
    places = list(range(1, len(blocks) + 1))
    for name, colour, symbol, chosen in (
        (msg("frozen"), pen.palette.frozen, "circle", places[:boundary]),
        (msg("trained in this run"), pen.palette.trainable, "diamond", places[boundary:]),
    ):
        if not chosen:
            continue
        mine = [blocks[place - 1] for place in chosen]
        hover = [names[place - 1] for place in chosen]
        bar = go.Bar(
            x=chosen,
            y=[block["change"] for block in mine],
            name=pen.say(name),
            marker_color=colour,
            customdata=hover,
            hovertemplate="%{customdata}: %{y:.2%}<extra></extra>",
        )
        line = pen.line(
            chosen,
            [block["cka"] for block in mine],
            faded(colour, 0.6),
            width=2,
            marker={"size": 10, "color": colour, "symbol": symbol},
            customdata=hover,
            hovertemplate="%{customdata}: %{y:.3f}<extra></extra>",
            showlegend=False,
        )
        figure.add_traces([bar, line], [1, 2], [1, 1])
    figure.update_xaxes(pen.axis("", showgrid=False, tickvals=places))
    figure.update_xaxes(title=pen.axis(pen.say(msg("Block")))["title"], row=2, col=1)
    most = max((block["change"] for block in blocks), default=0.0)
    moved = pen.shares(pen.say(msg("Weights moved by")), max(1.15 * most, 0.001), nticks=5)
    moved["tickformat"] = ".0%" if most > 0.05 else ".1%"
    figure.update_yaxes(moved, row=1, col=1)
    least = min((block["cka"] for block in blocks), default=1.0)
    bottom = max(0.0, 1 - 1.3 * max(1 - least, 0.01))
    alike, span = pen.say(msg("Answers alike (CKA)")), [bottom, 1 + 0.15 * (1 - bottom)]
    figure.update_yaxes(pen.axis(alike, range=span, nticks=5), row=2, col=1)
    return pen.framed(figure, title, 470, top=110, legend=pen.legend(1.02, above=True))


@kept
def photo_map(
    pen: Pen,
    places: tuple[Places, Places],
    title: str,
    labels: Sequence[int],
    classes: Sequence[str],
) -> go.Figure:
    """Photos as points of one plane that glide from where they were to where they are.

    places: before and after.  Colour and sign tell the class; the slider holds any state between.
    """
    figure = go.Figure()
    for number, name in enumerate(classes):
        marker = {
            "color": COLOURS[number % len(COLOURS)],
            "symbol": SYMBOLS[number % len(SYMBOLS)],
            "size": 8,
            "opacity": 0.85,
        }
        look = {"name": name, "hovertemplate": f"{name}<extra></extra>"}
        start = _between(places, labels, number, 0)
        figure.add_trace(pen.dots(start["x"], start["y"], marker, **look))
    shares = [step / FRAMES for step in range(FRAMES + 1)]
    figure.frames = [
        go.Frame(
            name=str(step),
            data=[
                go.Scatter(_between(places, labels, number, share * share * (3 - 2 * share)))
                for number in range(len(classes))
            ],
        )
        for step, share in enumerate(shares)  # slowly away, and slowly there
    ]
    hidden = pen.axis("", showticklabels=False, range=[-1.08, 1.08], showgrid=False, linewidth=0)
    figure.layout.xaxis = hidden
    figure.layout.yaxis = hidden
    return pen.framed(
        figure,
        title,
        600,
        legend={"font": {"color": pen.palette.ink}, "itemsizing": "constant"},
        margin={"l": 8, "r": 12, "t": 60, "b": 90},
        sliders=[_slider(pen)],
        updatemenus=[buttons(pen, BELOW, [(pen.say(msg("Play")), [None, QUICK])], pad={"t": 16})],
    )


def _slider(pen: Pen) -> dict[str, Any]:
    ends = {0: pen.say(msg("before")), FRAMES: pen.say(msg("after"))}
    return slider(
        pen,
        BELOW,
        [
            (ends.get(step, ""), [[str(step)], {"mode": "immediate", **QUICK}])
            for step in range(FRAMES + 1)
        ],
        active=0,
        x=0.14,
        len=0.86,
        pad={"t": 12},
        currentvalue={"visible": False},
        font={"color": pen.palette.ink},
        bgcolor=faded(pen.palette.quiet, 0.3),
        activebgcolor=pen.palette.head,
    )


def _between(
    places: tuple[Places, Places], labels: Sequence[int], number: int, share: float
) -> dict[str, list[float]]:
    """Where the photos of class `number` stand at a `share` of their way."""
    before, after = places
    spots = [
        [a + share * (b - a) for a, b in zip(before[row], after[row], strict=True)]
        for row, label in enumerate(labels)
        if label == number
    ]
    return {"x": [x for x, _y in spots], "y": [y for _x, y in spots]}
