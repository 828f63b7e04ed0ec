"""A network that grows in three ways at once, and what the growth costs and buys (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import plotly.graph_objects as go

from core.figures import svg
from core.figures.kept import kept
from core.figures.lettering import PHONE
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

WIDTH, HEIGHT = 760, 330
GROUNDS = (90, 300)  # where the base and the grown network stand
TALLEST, LARGEST = 170.0, 160.0  # pixels: of a block, of the photo
PHOTO_X, BLOCKS_X = 4, 190


@dataclass(frozen=True)
class Extent:
    """A network: side of its photo in pixels, channels of every block from front to back."""

    name: str
    side: int
    channels: tuple[int, ...]


def scaled_svg(pen: Pen, grown: Extent, base: Extent, most: Extent) -> str:
    """The base above, the grown network below it, on one scale: the photo as a square, every
    block as a bar as tall as its channels.

    most: the largest network that will be drawn, which sets the scale.
    """
    palette = pen.palette
    parts = [
        _network(pen, extent, most, ground, colour)
        for extent, ground, colour in zip(
            (base, grown), GROUNDS, (palette.ink, palette.head), strict=True
        )
    ]
    label = msg("EfficientNetB0 above, the network for this φ below it, on the same scale")
    return svg.drawing(parts, pen.say(label), WIDTH, HEIGHT, class_="scaled")


def _network(pen: Pen, extent: Extent, most: Extent, ground: int, colour: str) -> str:
    step = (WIDTH - BLOCKS_X - 16) / len(most.channels)
    look = {"fill": faded(colour, 0.2), "stroke": colour, "stroke_width": 1.4}
    side = extent.side * LARGEST / most.side
    out = svg.rect(PHOTO_X, ground - side, side, side, rx=4, **look)
    for place, count in enumerate(extent.channels):
        tall = count * TALLEST / max(most.channels)
        out += svg.rect(BLOCKS_X + place * step, ground - tall, step * 0.72, tall, rx=2, **look)
    blocks = msg("{count:# block|# blocks}, as tall as their channels", count=len(extent.channels))
    photo = msg("{name}: {side} px", name=extent.name, side=extent.side)
    for x, said in ((PHOTO_X, photo), (BLOCKS_X, blocks)):
        out += svg.text(x, ground + 20, pen.say(said), pen.palette.ink, size=15)
    return out


@dataclass(frozen=True)
class Point:
    """A published network: its work in billions of MACs, its top-1 accuracy in percent."""

    name: str
    macs: float
    top1: float


@kept
def bought(pen: Pen, points: Sequence[Point], title: str, macs: float) -> go.Figure:
    """Published accuracy over published work, on a log axis; a line at the work `macs`."""
    head, ink = pen.palette.head, pen.palette.ink
    figure = go.Figure(
        pen.line(
            [point.macs for point in points],
            [point.top1 for point in points],
            pen.palette.quiet,
            width=1.5,
            mode="lines+markers+text",
            text=[point.name for point in points],
            textposition="bottom right",
            textfont={"color": ink, "size": 12},
            marker={"color": ink, "size": 8},
            hovertemplate="%{text}: %{x} · %{y:.1f}<extra></extra>",
        )
    )
    pen.reference(figure, x=macs, line={"color": head, "width": 2, "dash": "dash"})
    place, said = log10(macs), pen.say(msg("your φ"))  # so annotations stand on a log axis
    corner = {"yref": "paper", "xanchor": "left", "yanchor": "top", "xshift": 4}
    pen.note(figure, place, 1, said, font={"color": head, "size": 13}, **corner)
    low, high = (edge(*[point.macs for point in points], macs) for edge in (min, max))
    ticks = [tick for tick in (0.3, 0.5, 1, 2, 5, 10, 20, 40) if low * 0.8 <= tick <= high * 1.3]
    work = pen.say(msg("Published MACs for one photo, in billions"))
    labels = [f"{tick:g}" for tick in ticks]
    figure.layout.xaxis = pen.axis(work, type="log", tickvals=ticks, ticktext=labels)
    top1 = pen.say(msg("Published ImageNet top-1, %"))
    figure.layout.yaxis = pen.axis(top1, range=[75.5, 86])
    return pen.framed(figure, title, 330, columns=PHONE, showlegend=False)
