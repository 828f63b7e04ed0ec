"""A plane through a photo, coloured by what a network answers there (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

NAMED = 0.04  # share of the plane from which on a class is named inside it
OTHERS = -1


def ranked(classes: np.ndarray, first: Sequence[int], most: int) -> list[int]:
    """The classes that get a colour of their own: `first`, then the largest; at most `most`."""
    values, counts = np.unique(classes, return_counts=True)
    large = [int(values[k]) for k in np.argsort(-counts, kind="stable")]
    return list(dict.fromkeys([*first, *large]))[:most]


@kept
def decision_plane(
    pen: Pen, found: Mapping[str, Any], title: str, names: Mapping[int, str], own: int, wanted: int
) -> go.Figure:
    """The result of `core.imagine.attacks.analyses.plane` as a map; names: of all its classes.

    own, wanted: the classes of the photo and of the attacked picture.  The surer the network, the
    stronger the colour; at most six classes have their own, the rest share one.
    """
    palette = pen.palette
    colours = [palette.right, palette.wrong, palette.frozen, palette.trainable, palette.head]
    if own == wanted:
        colours.pop(1)
    colours.append(palette.ink)
    classes = np.asarray(found["classes"])
    along, across = np.asarray(found["along"]), np.asarray(found["across"])
    shown = ranked(classes, (own, wanted), len(colours))
    groups = np.where(np.isin(classes, shown), classes, OTHERS)
    figure = go.Figure()
    for index, colour in zip([*shown, OTHERS], [*colours, palette.quiet], strict=False):
        inside = groups == index
        if not inside.any():
            continue
        name = pen.say(msg("other classes")) if index == OTHERS else names[index]
        figure.add_trace(_region(found, inside, names, colour))
        marker = {"symbol": "square", "size": 13, "color": faded(colour, 0.75)}
        figure.add_trace(pen.key(name, mode="markers", marker=marker, hoverinfo="skip"))
        rows = inside.sum(1).astype(float)
        rows[np.abs(across) < 0.3] = 0  # clear of the two pictures
        row = int(rows.argmax())
        if inside.mean() >= NAMED and rows[row]:  # in the row of the region's middle
            place = float(along[int(np.median(np.flatnonzero(inside[row])))])
            ground = faded(palette.ground, 0.75)
            pen.note(figure, place, float(across[row]), name, bgcolor=ground, borderpad=3)
    _pictures(pen, figure)
    length = msg(
        "along the attack, in its lengths (L2 = {length})", length=f"{found['length']:.2f}"
    )
    over = pen.axis(pen.say(length), showgrid=False, range=_edges(along), constrain="domain")
    figure.layout.xaxis = over
    aside = pen.say(msg("in a random direction, in the same lengths"))
    figure.layout.yaxis = pen.axis(aside, showgrid=False, range=_edges(across))
    return pen.framed(figure, title, 540, legend=pen.legend(-0.18))


def _region(
    found: Mapping[str, Any], inside: np.ndarray, names: Mapping[int, str], colour: str
) -> go.Heatmap:
    """The places where one class is the answer; each says it, and how sure it is."""
    said = [
        [f"{names[k]}, {p:.0%}" for k, p in zip(row, sures, strict=True)]
        for row, sures in zip(found["classes"], found["probabilities"], strict=True)
    ]
    return go.Heatmap(
        z=np.where(inside, np.asarray(found["probabilities"], float), np.nan),
        x=np.asarray(found["along"]),
        y=np.asarray(found["across"]),
        zmin=0,
        zmax=1,
        colorscale=[[0, faded(colour, 0.25)], [1, faded(colour, 0.8)]],
        showscale=False,
        text=said,
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
    )


def _edges(places: np.ndarray) -> list[float]:
    half = (places[1] - places[0]) / 2
    return [float(places[0] - half), float(places[-1] + half)]


def _pictures(pen: Pen, figure: go.Figure) -> None:
    """The photo, the attacked picture, and the way from one to the other."""
    ink = pen.palette.ink
    ends = {"x": 1, "y": 0, "ax": 0, "ay": 0, "axref": "x", "ayref": "y"}
    look = {"arrowhead": 2, "arrowwidth": 2, "arrowcolor": ink}
    figure.add_annotation(**ends, **look, text="", standoff=9, startstandoff=9)
    marker = {
        "symbol": ["circle", "x"],
        "size": [14, 12],
        "color": pen.palette.ground,
        "line": {"color": ink, "width": 2},
    }
    figure.add_trace(
        pen.dots(
            [0, 1],
            [0, 0],
            marker,
            mode="markers+text",
            text=[pen.say(msg("photo")), pen.say(msg("attacked picture"))],
            textposition=["top center", "bottom center"],
            textfont={"size": 13, "color": ink, "weight": 600},
            hoverinfo="skip",
            showlegend=False,
        )
    )
