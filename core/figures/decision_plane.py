"""A plane through a photo, coloured by what a network answers there (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded

NAMED = 0.04  # share of the plane from which on a class is named inside it
OTHERS = -1


@dataclass(frozen=True)
class PlaneTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    along: str
    across: str
    photo: str
    attacked: str
    others: str


def ranked(classes: np.ndarray, first: Sequence[int], most: int) -> list[int]:
    """The classes that get a colour of their own: `first`, then the largest; at most `most`."""
    values, counts = np.unique(classes, return_counts=True)
    large = [int(values[k]) for k in np.argsort(-counts, kind="stable")]
    return list(dict.fromkeys([*first, *large]))[:most]


def decision_plane(
    found: Mapping[str, Any],
    names: Mapping[int, str],
    own: int,
    wanted: int,
    texts: PlaneTexts,
    palette: Palette,
) -> go.Figure:
    """The result of `core.imagine.attacks.analyses.plane` as a map; names: of all its classes.

    own, wanted: the classes of the photo and of the attacked picture.  The surer the network, the
    stronger the colour; at most six classes have their own, the rest share one.
    """
    colours = [palette.right, palette.wrong, palette.frozen, palette.trainable, palette.head]
    if own == wanted:
        colours.pop(1)
    colours.append(palette.ink)
    classes = np.asarray(found["classes"])
    sure = np.asarray(found["probabilities"], float)
    along, across = np.asarray(found["along"]), np.asarray(found["across"])
    shown = ranked(classes, (own, wanted), len(colours))
    groups = np.where(np.isin(classes, shown), classes, OTHERS)
    said = [
        [f"{names[int(k)]}, {p:.0%}" for k, p in zip(row, sures, strict=True)]
        for row, sures in zip(classes, sure, strict=True)
    ]
    figure = go.Figure()
    for index, colour in zip([*shown, OTHERS], [*colours, palette.quiet], strict=False):
        inside = groups == index
        if not inside.any():
            continue
        name = texts.others if index == OTHERS else names[index]
        figure.add_trace(
            go.Heatmap(
                z=np.where(inside, sure, np.nan),
                x=along,
                y=across,
                zmin=0,
                zmax=1,
                colorscale=[[0, faded(colour, 0.25)], [1, faded(colour, 0.8)]],
                showscale=False,
                text=said,
                hovertemplate="%{text}<extra></extra>",
                hoverongaps=False,
            )
        )
        figure.add_trace(_key(name, colour))
        if inside.mean() >= NAMED:
            _name(figure, name, inside, along, across, palette)
    _pictures(figure, texts, palette)
    figure.update_xaxes(
        axis(texts.along, palette, showgrid=False, range=_edges(along), constrain="domain")
    )
    figure.update_yaxes(axis(texts.across, palette, showgrid=False, range=_edges(across)))
    return framed(
        figure,
        texts.title,
        palette,
        height=520,
        legend=below(palette, -0.14),
    )


def _edges(places: np.ndarray) -> list[float]:
    half = (places[1] - places[0]) / 2
    return [float(places[0] - half), float(places[-1] + half)]


def _key(name: str, colour: str) -> go.Scatter:
    """The legend's entry of a class."""
    return go.Scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=name,
        marker={"symbol": "square", "size": 13, "color": faded(colour, 0.75)},
        hoverinfo="skip",
    )


def _name(
    figure: go.Figure,
    name: str,
    inside: np.ndarray,
    along: np.ndarray,
    across: np.ndarray,
    palette: Palette,
) -> None:
    """The name of a class in the row of its region's middle, clear of the two pictures' row."""
    rows = inside.sum(1).astype(float)
    rows[np.abs(across) < 0.3] = 0
    row = int(rows.argmax())
    if not rows[row]:
        return
    places = np.flatnonzero(inside[row])
    figure.add_annotation(
        x=float(along[int(np.median(places))]),
        y=float(across[row]),
        text=name,
        showarrow=False,
        font={"size": 13, "color": palette.ink},
        bgcolor=faded(palette.ground, 0.75),
        borderpad=3,
    )


def _pictures(figure: go.Figure, texts: PlaneTexts, palette: Palette) -> None:
    """The photo, the attacked picture, and the way from one to the other."""
    figure.add_annotation(
        x=1,
        y=0,
        ax=0,
        ay=0,
        xref="x",
        yref="y",
        axref="x",
        ayref="y",
        text="",
        arrowhead=2,
        arrowwidth=2,
        arrowcolor=palette.ink,
        standoff=9,
        startstandoff=9,
    )
    figure.add_trace(
        go.Scatter(
            x=[0, 1],
            y=[0, 0],
            mode="markers+text",
            text=[texts.photo, texts.attacked],
            textposition=["bottom center", "bottom center"],
            textfont={"size": 13, "color": palette.ink, "weight": 600},
            marker={
                "symbol": ["circle", "x"],
                "size": [14, 12],
                "color": palette.ground,
                "line": {"color": palette.ink, "width": 2},
            },
            hoverinfo="skip",
            showlegend=False,
        )
    )
