"""Small changes of more and more colour values, and what they do together (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.frame import axis, framed
from core.figures.palette import Palette


@dataclass(frozen=True)
class AddingTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    sign: str
    random: str
    linear: str
    border: str  # on the line at zero, above which the answer has flipped
    count: str
    balance: str


def adding_up(
    curve: Mapping[str, Sequence[float]], texts: AddingTexts, palette: Palette
) -> go.Figure:
    """The balance over how many values have moved (log scale).

    curve: `count` (0 first, then rising), `sign`, `random` and `linear` of the same length.
    """
    counts, start = curve["count"][1:], curve["sign"][0]
    figure = go.Figure()
    for key, name, colour, dash, symbol in (
        ("linear", texts.linear, palette.quiet, "dot", "circle"),
        ("random", texts.random, palette.frozen, "dash", "square"),
        ("sign", texts.sign, palette.wrong, "solid", "circle"),
    ):
        figure.add_trace(
            go.Scatter(
                x=counts,
                y=curve[key][1:],
                name=name,
                mode="lines" if key == "linear" else "lines+markers",
                line={"color": colour, "width": 2.5, "dash": dash},
                marker={"size": 7, "symbol": symbol},
                hovertemplate="%{x:,}: %{y:.2f}",
            )
        )
    figure.add_hline(
        y=0,
        line={"color": palette.ink, "width": 1.5},
        annotation_text=texts.border,
        annotation_position="top left",
        annotation_font={"size": 12, "color": palette.ink},
    )
    measured = [*curve["sign"], *curve["random"], 0.0]
    room = 0.12 * (max(measured) - min(measured))
    figure.update_xaxes(axis(texts.count, palette, type="log", dtick=1, exponentformat="none"))
    figure.update_xaxes(tickformat=",d", separatethousands=True)
    figure.update_yaxes(
        axis(texts.balance, palette, range=[min(start, *measured) - room, max(measured) + 2 * room])
    )
    return framed(
        figure,
        texts.title,
        palette,
        400,
        hovermode="x unified",
        legend={"orientation": "h", "x": 0, "y": -0.22, "font": {"color": palette.ink}},
    )
