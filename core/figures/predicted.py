"""A curve that was predicted and then measured: the guess is open and dotted (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.figures.frame import axis, framed, wrapped
from core.figures.palette import Palette

# What a line stands for decides its look: validation is dashed as in every learning curve.
_STYLES = {
    "frozen": ("frozen", "solid"),
    "scratch": ("trainable", "solid"),
    "validation": ("ink", "dash"),
    "answer": ("head", "solid"),
}


COLUMNS = 44  # of the title: the figure stands in a box that a tablet makes narrow


@dataclass(frozen=True)
class PredictedTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    x: str
    y: str
    guess: str
    lines: Mapping[str, str]  # name of a line -> what the legend calls it
    turn: str = ""  # stands where something changes, behind epoch `turn` of the curve


def predicted(
    curve: Mapping[str, Any],
    texts: PredictedTexts,
    palette: Palette,
    *,
    ticks: Sequence[str],
    percent: bool = True,
    guess: Sequence[float] | None = None,
) -> go.Figure:
    """The lines of a curve with their intervals, and what was guessed (same x, 0..1).

    curve: ``x`` and ``lines`` (name -> ``y``, perhaps ``low`` and ``high``), perhaps ``turn``;
    no lines yet: the guess alone.  ticks: labels of the x values, all of equal distance.
    percent: whether values are shares of 0..1.
    """
    places = list(range(len(ticks)))
    figure = go.Figure()
    form = "%{y:.0%}" if percent else "%{y:.2f}"
    if guess is not None:
        figure.add_trace(
            go.Scatter(
                x=places,
                y=list(guess),
                name=texts.guess,
                mode="lines+markers",
                line={"color": palette.quiet, "width": 2, "dash": "dot"},
                marker={"symbol": "diamond-open", "size": 12, "line": {"width": 2}},
                hovertemplate=form,
            )
        )
    for name, line in curve["lines"].items():
        tone, dash = _STYLES[name]
        colour = getattr(palette, tone)
        bars = None
        if "low" in line:
            bars = {
                "type": "data",
                "array": [h - y for h, y in zip(line["high"], line["y"], strict=True)],
                "arrayminus": [y - low for y, low in zip(line["y"], line["low"], strict=True)],
                "color": colour,
                "thickness": 1.5,
                "width": 5,
            }
        figure.add_trace(
            go.Scatter(
                x=places,
                y=line["y"],
                name=texts.lines[name],
                mode="lines+markers" if len(places) < 12 else "lines",
                line={"color": colour, "width": 2.5, "dash": dash},
                marker={"size": 8},
                error_y=bars,
                hovertemplate=form,
            )
        )
    if "turn" in curve:
        figure.add_vline(
            x=curve["turn"] - 0.5,
            line={"color": palette.quiet, "width": 1, "dash": "dot"},
            annotation_text=texts.turn,
            annotation_position="top right",
            annotation_font={"size": 12, "color": palette.quiet},
        )
    shown = places if len(places) < 12 else places[4::5]
    figure.update_xaxes(
        axis(texts.x, palette, tickvals=shown, ticktext=[ticks[i] for i in shown], showgrid=False)
    )
    top = {"range": [0, 1.02], "tickformat": ".0%"} if percent else {"rangemode": "tozero"}
    figure.update_yaxes(axis(texts.y, palette, **top))
    more = wrapped(texts.title, COLUMNS).count("<br>")
    return framed(
        figure,
        texts.title,
        palette,
        height=340,
        columns=COLUMNS,
        showlegend=True,
        hovermode="x unified",
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"color": palette.ink},
        },
        margin={"l": 8, "r": 12, "t": 76 + 22 * more, "b": 8},
    )
