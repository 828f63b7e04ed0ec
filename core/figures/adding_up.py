"""Small changes of more and more colour values, and what they do together (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg


@kept
def adding_up(
    pen: Pen, curve: Mapping[str, Sequence[float]], title: str, rival: str = ""
) -> go.Figure:
    """The lead of the new answer over how many values have moved (log scale).

    curve: `count` (0 first, then rising), `sign`, `random` and `linear` of the same length.
    rival: the answer above the line at zero.
    """
    counts, start, palette = curve["count"][1:], curve["sign"][0], pen.palette
    figure = go.Figure()
    for key, name, colour, dash, symbol in (
        ("linear", msg("if the network were linear"), palette.quiet, "dot", "circle"),
        ("random", msg("in random directions"), palette.frozen, "dash", "square"),
        ("sign", msg("in the gradient’s direction"), palette.wrong, "solid", "circle"),
    ):
        line = pen.line(
            counts,
            curve[key][1:],
            colour,
            dash=dash,
            name=pen.say(name),
            mode="lines" if key == "linear" else "lines+markers",
            marker={"size": 7, "symbol": symbol},
            hovertemplate="%{x:,}: %{y:.2f}",
        )
        figure.add_trace(line)
    border = pen.say(msg("above: the answer is “{name}”", name=rival))
    solid = {"color": palette.ink, "width": 1.5}
    pen.reference(figure, y=0, text=border, at="top left", line=solid)
    measured = [*curve["sign"], *curve["random"], 0.0]
    room = 0.12 * (max(measured) - min(measured))
    across = pen.axis(
        pen.say(msg("Colour values that were changed")),
        type="log",
        dtick=1,
        exponentformat="none",
        tickformat=",d",
        separatethousands=True,
    )
    span = [min(start, *measured) - room, max(measured) + 2 * room]
    upwards = pen.axis(pen.say(msg("Lead of the new answer")), range=span)
    figure.update_layout(xaxis=across, yaxis=upwards)
    return pen.framed(figure, title, 400, hovermode="x unified", legend=pen.legend(-0.22))
