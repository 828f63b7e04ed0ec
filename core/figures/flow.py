"""Blocks as boxes and arrows: one drawing for every kind of block (light).

Facts come from the network, the places of the boxes from a template for each kind of block; this
file only draws.  Columns and rows are counted in boxes; rows run downwards, as the photo does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import copysign

from core.figures import svg
from core.figures.lettering import breadth
from core.figures.palette import faded
from core.figures.pen import Pen
from core.figures.signs import SNOWFLAKE

STEP_X, STEP_Y = 148, 74  # pixels from one box to the next
BOX_X, BOX_Y = 132, 50
TIGHT = 108  # from one box to the next where many stand side by side
MARGIN = 12
LEAST = 10.5  # font size that a long line may shrink to


@dataclass(frozen=True)
class Box:
    """One box: a layer or an operation.  `tone` is a colour of the palette, by meaning."""

    id: str
    title: str
    detail: str = ""  # second line: shape, parameters
    column: float = 0
    row: float = 0
    tone: str = "quiet"
    width: float = 1  # in columns
    pick: bool = False  # carries `data-pick`, for dashboard/components/pick.py
    chosen: bool = False
    hover: str = ""
    frozen: bool = False  # a snowflake in its corner says so


@dataclass(frozen=True)
class Arrow:
    """From one box to another; `bow` columns to the side makes it go around (a skip connection)."""

    start: str
    end: str
    bow: float = 0
    tone: str = "quiet"
    dashed: bool = False
    label: str = ""


@dataclass(frozen=True)
class _Grid:
    """Where columns stand: `left`, the first of them; `step`, pixels from one to the next."""

    left: float
    step: float

    def x(self, column: float) -> float:
        """The middle of a column."""
        return MARGIN + (column - self.left) * self.step + self.box / 2

    @property
    def box(self) -> float:
        return self.step - (STEP_X - BOX_X)

    def half(self, box: Box) -> float:
        return (self.box + (box.width - 1) * self.step) / 2


def _fitting(line: str, size: float, room: float) -> float:
    """The font size in which a line fits: a half-width column is about 0.56 of it wide."""
    return max(LEAST, min(size, round(room / (0.56 * max(breadth(line), 1)), 1)))


def _box(pen: Pen, box: Box, grid: _Grid) -> str:
    wide, middle = 2 * grid.half(box), grid.x(box.column)
    x, y = middle - wide / 2, _y(box) - BOX_Y / 2
    colour = pen.tone(box.tone)
    lines = [(box.title, 14, 600, pen.palette.ink)]
    if box.detail:
        lines.append((box.detail, 12, 400, pen.palette.quiet))
    first = y + BOX_Y / 2 + 5 - 8.5 * (len(lines) - 1)
    inside = svg.rect(
        x,
        y,
        wide,
        BOX_Y,
        rx=9,
        fill=faded(colour, 0.3 if box.chosen else 0.12),
        stroke=colour,
        stroke_width=3 if box.chosen else 1.5,
    )
    if box.frozen:
        corner = f"translate({x + 8:.1f} {y + BOX_Y - 20:.1f}) scale(.75)"
        inside += svg.path(SNOWFLAKE, colour, 1.6, transform=corner)
    for place, (line, size, weight, ink) in enumerate(lines):
        inside += svg.text(
            middle,
            first + 17 * place,
            line,
            ink,
            size=_fitting(line, size, wide - 10),
            font_weight=weight,
            text_anchor="middle",
        )
    said = box.hover or f"{box.title} {box.detail}".strip()
    return svg.group(inside, said, box.id if box.pick else None, class_="box")


def _meet(start: Box, end: Box) -> tuple[float, float]:
    """The columns in which an arrow leaves and arrives: straight down where wide boxes overlap."""
    aside = [(box.column, max(box.width - 1, 0) / 2) for box in (start, end)]
    edges = [(column - half, column + half) for column, half in aside]
    low, high = max(left for left, _ in edges), min(right for _, right in edges)
    if low <= high:
        return (low + high) / 2, (low + high) / 2
    if edges[0][1] < edges[1][0]:
        return edges[0][1], edges[1][0]
    return edges[0][0], edges[1][1]


# How an arrow runs: its line, its tip, and where its name stands (with its anchor).
_Way = tuple[str, str, tuple[float, float, str]]


def _around(start: Box, end: Box, bow: float, grid: _Grid) -> _Way:
    """Out of the side of one box and into the side of another, around what is between."""
    out = 1 if bow > 0 else -1
    side = grid.x(start.column + bow)
    x0 = grid.x(start.column) + out * grid.half(start)
    x1 = grid.x(end.column) + out * (grid.half(end) + 3)
    y0, y1 = _y(start), _y(end)
    line = (
        f"M{x0:.1f} {y0:.1f}H{side - out * 14:.1f}q{out * 14} 0 {out * 14} 14"
        f"V{y1 - 14:.1f}q0 14 {-out * 14} 14H{x1:.1f}"
    )
    tip = f"M{x1 + out * 9:.1f} {y1 - 5:.1f}L{x1:.1f} {y1:.1f}l{out * 9} 5"
    return line, tip, (side - out * 6, (y0 + y1) / 2, "end" if out > 0 else "start")


def _across(start: Box, end: Box, grid: _Grid) -> _Way:
    """From one box to another beside it."""
    out = 1 if end.column > start.column else -1
    y = _y(end)
    x0 = grid.x(start.column) + out * grid.half(start)
    x1 = grid.x(end.column) - out * (grid.half(end) + 3)
    tip = f"M{x1 - out * 9:.1f} {y - 5:.1f}L{x1:.1f} {y:.1f}l{-out * 9} 5"
    return f"M{x0:.1f} {y:.1f}H{x1:.1f}", tip, ((x0 + x1) / 2, y - 8, "middle")


def _down(start: Box, end: Box, grid: _Grid) -> _Way:
    """From one box to another below it."""
    x0, x1 = (grid.x(column) for column in _meet(start, end))
    y0, y1 = _y(start) + BOX_Y / 2, _y(end) - BOX_Y / 2 - 3
    middle = (y0 + y1) / 2
    line = f"M{x0:.1f} {y0:.1f}C{x0:.1f} {middle:.1f} {x1:.1f} {middle:.1f} {x1:.1f} {y1:.1f}"
    tip = f"M{x1 - 5:.1f} {y1 - 9:.1f}L{x1:.1f} {y1:.1f}l5 -9"
    return line, tip, ((x0 + x1) / 2 + 8, middle + 4, "start")


def _y(box: Box) -> float:
    """The middle of a box."""
    return MARGIN + box.row * STEP_Y + BOX_Y / 2


def _arrow(pen: Pen, arrow: Arrow, boxes: dict[str, Box], grid: _Grid) -> str:
    start, end = boxes[arrow.start], boxes[arrow.end]
    if arrow.bow:
        line, tip, (x, y, anchor) = _around(start, end, arrow.bow, grid)
    else:
        straight = _across if start.row == end.row else _down
        line, tip, (x, y, anchor) = straight(start, end, grid)
    colour, dash = pen.tone(arrow.tone), "5 5" if arrow.dashed else None
    drawn = svg.path(line, colour, stroke_dasharray=dash) + svg.path(tip, colour)
    if arrow.label:
        drawn += svg.text(x, y, arrow.label, colour, size=12, text_anchor=anchor)
    return drawn


def flow_svg(
    pen: Pen, boxes: Sequence[Box], arrows: Iterable[Arrow], label: str, step: float = STEP_X
) -> str:
    """Boxes and arrows as an SVG string; label: the picture in words.  step: from one box to the
    next, in pixels."""
    arrows = list(arrows)
    named = {box.id: box for box in boxes}
    reach = [box.column + s * (box.width - 1) / 2 for box in boxes for s in (-1, 1)]
    reach += [  # a line needs less room beside it than a box
        named[arrow.start].column + arrow.bow - copysign(0.4, arrow.bow)
        for arrow in arrows
        if arrow.bow
    ]
    grid = _Grid(min(reach), step)
    width = 2 * MARGIN + (max(reach) - grid.left) * step + grid.box
    height = 2 * MARGIN + max(box.row for box in boxes) * STEP_Y + BOX_Y
    inside = [_arrow(pen, arrow, named, grid) for arrow in arrows]
    inside += [_box(pen, box, grid) for box in boxes]
    return svg.drawing(inside, label, width, height, class_="flow")
