"""A defence over its amounts: what it does to the attack, and to the clean photo (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded


@dataclass(frozen=True)
class DefenceTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    amount: str
    probability: str
    clean_own: str  # the clean photo: its class
    attacked_own: str  # the attacked picture: the photo's class
    attacked_wanted: str  # the attacked picture: the attack's class
    works: str  # marks the amounts that undo the attack and keep the clean photo's answer


def defence_curve(
    rows: Sequence[Mapping[str, Any]],
    ticks: Sequence[str],
    texts: DefenceTexts,
    palette: Palette,
    *,
    chosen: int | None = None,
) -> go.Figure:
    """Three probabilities over the amounts, from weak to strong, evenly spaced.

    rows: of `core.imagine.attacks.analyses.defences`; ticks: their amounts in words.  A filled mark
    is the network's first answer.  chosen: the row that is looked at.
    """
    places = list(range(len(rows)))
    figure = go.Figure()
    lines = (
        ("clean_own", "kept", texts.clean_own, palette.right, "dash", "square"),
        ("attacked_own", "undone", texts.attacked_own, palette.right, "solid", "circle"),
        ("attacked_wanted", "survives", texts.attacked_wanted, palette.wrong, "solid", "x"),
    )
    for key, first, name, colour, dash, symbol in lines:
        figure.add_trace(
            go.Scatter(
                x=places,
                y=[row[key] for row in rows],
                mode="lines+markers",
                name=name,
                line={"color": colour, "width": 2.5, "dash": dash},
                marker={
                    "size": 10,
                    "symbol": [symbol if row[first] else f"{symbol}-open" for row in rows],
                    "color": colour,
                    "line": {"color": colour, "width": 2},
                },
                hovertemplate="%{y:.0%}",
                cliponaxis=False,
            )
        )
    for works, run in groupby(places, key=lambda k: rows[k]["undone"] and rows[k]["kept"]):
        if works:
            inside = list(run)
            figure.add_vrect(
                x0=inside[0] - 0.5,
                x1=inside[-1] + 0.5,
                line_width=0,
                fillcolor=faded(palette.right, 0.1),
                layer="below",
                annotation_text=texts.works,
                annotation_position="top left",
                annotation_font={"size": 12, "color": palette.ink},
            )
    if chosen is not None:
        figure.add_shape(
            type="line",
            x0=chosen,
            x1=chosen,
            y0=-0.05,
            y1=1.02,
            line={"color": palette.ink, "width": 2, "dash": "dot"},
        )
    figure.update_xaxes(
        axis(
            texts.amount,
            palette,
            tickvals=places,
            ticktext=list(ticks),
            range=[-0.5, len(rows) - 0.5],
            showgrid=False,
        )
    )
    figure.update_yaxes(axis(texts.probability, palette, range=[-0.05, 1.12], tickformat=".0%"))
    figure.update_yaxes(tickvals=[0, 0.25, 0.5, 0.75, 1])
    return framed(
        figure,
        texts.title,
        palette,
        height=400,
        hovermode="x unified",
        legend=below(palette, -0.22),
    )
