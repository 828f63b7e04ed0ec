"""Networks by size, accuracy and work: a bubble for each (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import PHONE, breadth
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

SMALLEST, LARGEST = 7, 54  # pixels across of a bubble; of that with the most work
APART = 1.1  # percentage points below the lowest figure: the line to networks without one
WAYS = {  # where a name may stand: steps aside and up from the middle of its bubble
    "top center": (0, 1),
    "bottom center": (0, -1),
    "middle left": (-1, 0),
    "middle right": (1, 0),
    "top left": (-1, 1),
    "top right": (1, 1),
    "bottom left": (-1, -1),
    "bottom right": (1, -1),
}
DECADES = (5.85, 8.5)  # of parameters, from left to right
PLOT = (290.0, 350.0)  # pixels of the plot on a phone, where there is least room for names
PASSES = 4  # over the names: one that came early gives way to those that came after it
LETTER, LINE = 6.0, 14.0  # pixels: a half-width column of a name, and its height


@dataclass(frozen=True)
class NetworkDot:
    """One network: parameters and MACs counted, accuracy in percent as published (or None)."""

    id: str
    title: str
    parameters: int
    macs: int
    top5: float | None
    hover: str
    chosen: bool = False


@kept
def accuracy_cost(pen: Pen, dots: Sequence[NetworkDot], title: str) -> go.Figure:
    """Top-5 accuracy over parameters (log scale); a bubble's area grows with the MACs of a photo.

    Networks without a published accuracy are hollow and stand apart, below a dotted line: their
    height says nothing.  `customdata` is the network's id.
    """
    known = [dot for dot in dots if dot.top5 is not None]
    unknown = [dot for dot in dots if dot.top5 is None]
    published = [dot.top5 for dot in known if dot.top5 is not None]
    lowest, highest = min(published), max(published)
    most = max(dot.macs for dot in dots)
    heights = (lowest - 4.8 * APART, highest + 1.6)
    under = lowest - 3.4 * APART
    names = _names(dots, most, heights, under)
    figure = go.Figure(
        [
            _bubbles(pen, known, published, most, 0.45, names),
            _bubbles(pen, unknown, [under] * len(unknown), most, 0.05, names),
        ]
    )
    if unknown:
        said = pen.say(msg("no published top-5"))
        pen.reference(figure, y=lowest - APART, text=said, at="bottom left")
    across = pen.axis(
        pen.say(msg("parameters (millions, counted)")),
        type="log",
        tickvals=[1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 2e8],
        ticktext=["1", "2", "5", "10", "20", "50", "100", "200"],
        range=DECADES,
    )
    upwards = pen.axis(
        pen.say(msg("ImageNet top-5 (%, published)")),
        range=heights,
        tickvals=[value for value in range(70, 101, 5) if value >= lowest - 0.5],
    )
    select = "event+select"
    return pen.framed(
        figure, title, 480, columns=PHONE, xaxis=across, yaxis=upwards, clickmode=select
    )


def _bubbles(
    pen: Pen,
    dots: Sequence[NetworkDot],
    heights: Sequence[float],
    most: int,
    filled: float,
    names: Mapping[str, str],
) -> go.Scatter:
    colours = [pen.palette.head if dot.chosen else pen.palette.quiet for dot in dots]
    marker = {
        "size": [LARGEST * (dot.macs / most) ** 0.5 for dot in dots],
        "sizemin": SMALLEST,
        "color": [faded(colour, filled) for colour in colours],
        "line": {"color": colours, "width": 2},
        "opacity": 1,
    }
    return pen.dots(
        [dot.parameters for dot in dots],
        heights,
        marker,
        mode="markers+text",
        text=[dot.title for dot in dots],
        textposition=[names[dot.id] for dot in dots],
        textfont={"size": 12, "color": pen.palette.ink},
        customdata=[[dot.id] for dot in dots],
        hovertext=[dot.hover for dot in dots],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
    )


def _across(dot: NetworkDot, most: int) -> float:
    return float(max(SMALLEST, LARGEST * (dot.macs / most) ** 0.5))


_Box = tuple[float, float, float, float]  # left, bottom, right, top


def _names(
    dots: Sequence[NetworkDot], most: int, heights: tuple[float, float], under: float
) -> dict[str, str]:
    """Where the name of each network stands: where it covers least of what else is there, on the
    smallest plot.  under: the height of those without a figure."""
    middles = {
        dot.id: (
            PLOT[0] * (log10(dot.parameters) - DECADES[0]) / (DECADES[1] - DECADES[0]),
            PLOT[1] * ((dot.top5 or under) - heights[0]) / (heights[1] - heights[0]),
        )
        for dot in dots
    }
    bubbles = {
        dot.id: (x - half, y - half, x + half, y + half)
        for dot in dots
        for (x, y), half in [(middles[dot.id], _across(dot, most) / 2)]
    }
    placed: dict[str, _Box] = {}

    def box(dot: NetworkDot, way: str) -> _Box:
        (x, y), (aside, up) = middles[dot.id], WAYS[way]
        wide, out = LETTER * breadth(dot.title), _across(dot, most) / 1.6 + 1  # as Plotly does
        x += aside * (out + wide / 2)
        y += up * (out + LINE / 2)
        return (x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2)

    def covers(name: str, one: _Box) -> float:
        def those(boxes: Mapping[str, _Box]) -> float:
            return sum(_shared(one, other) for known, other in boxes.items() if known != name)

        outside = max(0.0, -one[0]) + max(0.0, one[2] - PLOT[0])
        return 3 * those(placed) + those(bubbles) + 50 * outside  # on letters it hurts most

    found: dict[str, str] = {}
    for dot in PASSES * sorted(dots, key=lambda one: (-_across(one, most), -(one.top5 or 0))):
        way = min(WAYS, key=lambda way: covers(dot.id, box(dot, way)))
        found[dot.id], placed[dot.id] = way, box(dot, way)
    return found


def _shared(one: _Box, other: _Box) -> float:
    """The area that two boxes have in common."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, up)
