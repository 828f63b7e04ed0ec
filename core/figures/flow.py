"""Blocks as boxes and arrows: one drawing for every kind of block (light).

Facts come from the network, the places of the boxes from a template for each kind of block; this
file only draws.  Columns and rows are counted in boxes; rows run downwards, as the photo does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import copysign

from core.figures.frame import breadth
from core.figures.palette import Palette, faded
from core.figures.signs import SNOWFLAKE

STEP_X, STEP_Y = 148, 74  # pixels from one box to the next
BOX_X, BOX_Y = 132, 50
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


def _fitting(line: str, size: float, room: float) -> float:
    """The font size in which a line fits: a half-width column is about 0.56 of it wide."""
    return max(LEAST, min(size, round(room / (0.56 * max(breadth(line), 1)), 1)))


def _box(box: Box, left: float, palette: Palette) -> str:
    wide = BOX_X + (box.width - 1) * STEP_X
    x = MARGIN + (box.column - left) * STEP_X + (BOX_X - wide) / 2
    y = MARGIN + box.row * STEP_Y
    colour = getattr(palette, box.tone)
    middle = x + wide / 2
    lines = [(box.title, 14, 600, palette.ink)]
    if box.detail:
        lines.append((box.detail, 12, 400, palette.quiet))
    first = y + BOX_Y / 2 + 5 - 8.5 * (len(lines) - 1)
    words = "".join(
        f'<text x="{middle:.1f}" y="{first + 17 * place:.1f}" text-anchor="middle" '
        f'font-size="{_fitting(line, size, wide - 10):g}" font-weight="{weight}" fill="{ink}">'
        f"{escape(line)}</text>"
        for place, (line, size, weight, ink) in enumerate(lines)
    )
    ice = (
        f'<path transform="translate({x + 8:.1f} {y + BOX_Y - 20:.1f}) scale(.75)" d="{SNOWFLAKE}" '
        f'fill="none" stroke="{colour}" stroke-width="1.6" stroke-linecap="round"/>'
        if box.frozen
        else ""
    )
    said = escape(box.hover or f"{box.title} {box.detail}".strip(), quote=True)
    pick = f' data-pick="{escape(box.id, quote=True)}" aria-label="{said}"' if box.pick else ""
    return (
        f'<g class="box"{pick}><title>{said}</title>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{BOX_Y}" rx="9" '
        f'fill="{faded(colour, 0.3 if box.chosen else 0.12)}" stroke="{colour}" '
        f'stroke-width="{3 if box.chosen else 1.5}"/>{ice}{words}</g>'
    )


def _meet(start: Box, end: Box) -> tuple[float, float]:
    """The columns in which an arrow leaves and arrives: straight down where wide boxes overlap."""
    edges = [
        (box.column - max(box.width - 1, 0) / 2, box.column + max(box.width - 1, 0) / 2)
        for box in (start, end)
    ]
    low, high = max(left for left, _ in edges), min(right for _, right in edges)
    if low <= high:
        return (low + high) / 2, (low + high) / 2
    if edges[0][1] < edges[1][0]:
        return edges[0][1], edges[1][0]
    return edges[0][0], edges[1][1]


def _arrow(arrow: Arrow, boxes: dict[str, Box], left: float, palette: Palette) -> str:
    start, end = boxes[arrow.start], boxes[arrow.end]
    meets = (start.column, end.column) if arrow.bow else _meet(start, end)
    x0, x1 = (MARGIN + (column - left) * STEP_X + BOX_X / 2 for column in meets)
    y0 = MARGIN + start.row * STEP_Y + BOX_Y
    y1 = MARGIN + end.row * STEP_Y - 3
    colour = getattr(palette, arrow.tone)
    if arrow.bow:
        side = MARGIN + (start.column + arrow.bow - left) * STEP_X + BOX_X / 2
        out = 1 if arrow.bow > 0 else -1
        half0, half1 = (BOX_X + (box.width - 1) * STEP_X for box in (start, end))
        x0, x1 = x0 + out * half0 / 2, x1 + out * (half1 / 2 + 3)
        y0, y1 = y0 - BOX_Y / 2, y1 + 3 + BOX_Y / 2
        path = (
            f"M{x0:.1f} {y0:.1f}H{side - out * 14:.1f}q{out * 14} 0 {out * 14} 14"
            f"V{y1 - 14:.1f}q0 14 {-out * 14} 14H{x1:.1f}"
        )
        tip = f"M{x1 + out * 9:.1f} {y1 - 5:.1f}L{x1:.1f} {y1:.1f}l{out * 9} 5"
        spot = (side - out * 6, (y0 + y1) / 2, "end" if out > 0 else "start")
    elif start.row == end.row:
        out = 1 if end.column > start.column else -1
        y = y1 + 3 + BOX_Y / 2
        x0, x1 = (
            MARGIN + (box.column - left) * STEP_X + BOX_X / 2 + side * reach / 2
            for box, side, reach in (
                (start, out, BOX_X + (start.width - 1) * STEP_X),
                (end, -out, BOX_X + (end.width - 1) * STEP_X + 6),
            )
        )
        path = f"M{x0:.1f} {y:.1f}H{x1:.1f}"
        tip = f"M{x1 - out * 9:.1f} {y - 5:.1f}L{x1:.1f} {y:.1f}l{-out * 9} 5"
        spot = ((x0 + x1) / 2, y - 8, "middle")
    else:
        middle = (y0 + y1) / 2
        path = f"M{x0:.1f} {y0:.1f}C{x0:.1f} {middle:.1f} {x1:.1f} {middle:.1f} {x1:.1f} {y1:.1f}"
        tip = f"M{x1 - 5:.1f} {y1 - 9:.1f}L{x1:.1f} {y1:.1f}l5 -9"
        spot = ((x0 + x1) / 2 + 8, middle + 4, "start")
    dash = ' stroke-dasharray="5 5"' if arrow.dashed else ""
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"'
    label = (
        f'<text x="{spot[0]:.1f}" y="{spot[1]:.1f}" text-anchor="{spot[2]}" font-size="12" '
        f'fill="{colour}">{escape(arrow.label)}</text>'
        if arrow.label
        else ""
    )
    return f'<path d="{path}" {style}{dash}/><path d="{tip}" {style}/>{label}'


def flow_svg(boxes: Sequence[Box], arrows: Iterable[Arrow], palette: Palette, *, label: str) -> str:
    """Boxes and arrows as an SVG string; it shrinks with the page, never grows over its size.

    label: the picture in words for those who cannot see it.
    """
    arrows = list(arrows)
    named = {box.id: box for box in boxes}
    reach = [box.column + s * (box.width - 1) / 2 for box in boxes for s in (-1, 1)]
    reach += [  # a line needs less room beside it than a box
        named[arrow.start].column + arrow.bow - copysign(0.4, arrow.bow)
        for arrow in arrows
        if arrow.bow
    ]
    left = min(reach)
    width = 2 * MARGIN + (max(reach) - left) * STEP_X + BOX_X
    height = 2 * MARGIN + max(box.row for box in boxes) * STEP_Y + BOX_Y
    inside = "".join(_arrow(arrow, named, left, palette) for arrow in arrows)
    inside += "".join(_box(box, left, palette) for box in boxes)
    return (
        f'<svg class="flow" role="img" aria-label="{escape(label, quote=True)}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'style="max-width:100%;height:auto;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )
