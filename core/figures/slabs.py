"""A stack of layers as slabs: each map as high as its sides, as thick as its channels (light).

The classic picture of VGG: maps get smaller and thicker on their way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from core.figures import svg
from core.figures.palette import faded
from core.figures.pen import Pen

TALL, GAP, MARGIN = 150.0, 8.0, 8.0
THIN, THICK = 10.0, 40.0  # of a slab with one channel, and of one with `MOST`
MOST = 512
DEEP = 0.16  # how far the third dimension goes, of a slab's height


@dataclass(frozen=True)
class Slab:
    """One map: its sides in pixels, its channels; what is written below it, and said on hover."""

    side: int
    channels: int
    title: str
    hover: str
    tone: str = "ink"


def _high(side: int, largest: int) -> float:
    return TALL * (0.12 + 0.88 * log2(side + 1) / log2(largest + 1))


def _thick(channels: int) -> float:
    return THIN + (THICK - THIN) * min(log2(max(channels, 1)) / log2(MOST), 1)


def slabs_svg(pen: Pen, slabs: Sequence[Slab], label: str, chosen: int | None = None) -> str:
    """The slabs from left to right as an SVG string; each carries its place as ``data-pick``.

    It shrinks with the page down to a readable size, then scrolls.
    """
    largest = max(slab.side for slab in slabs)
    floor = MARGIN + TALL * DEEP + TALL
    x, parts = MARGIN, []
    for place, slab in enumerate(slabs):
        high, thick = _high(slab.side, largest), _thick(slab.channels)
        column = max(thick + high * DEEP, 40.0)
        left = x + (column - thick - high * DEEP) / 2
        middle = x + column / 2
        words = (
            (18, slab.title, 12.5, 600, pen.palette.ink),
            (35, f"{slab.side}²", 12, 400, pen.palette.quiet),
            (51, f"×{slab.channels}", 12, 400, pen.palette.quiet),
        )
        inside = _body(pen, slab, (left, floor - high, thick, high), place == chosen) + "".join(
            svg.text(
                middle, floor + down, line, ink, size=size, font_weight=weight, text_anchor="middle"
            )
            for down, line, size, weight, ink in words
        )
        parts.append(svg.group(inside, slab.hover, place))
        x += column + GAP
    width = x - GAP + MARGIN
    style = f"max-width:100%;min-width:{0.7 * width:.0f}px;height:auto;display:block"
    drawn = svg.drawing(parts, label, width, floor + 60, class_="slabs", style=style)
    return f'<div style="overflow-x:auto">{drawn}</div>'


def _body(pen: Pen, slab: Slab, where: tuple[float, float, float, float], strong: bool) -> str:
    """The front of a slab, and its upper and right side."""
    left, top, thick, high = where
    deep, colour = high * DEEP, pen.tone(slab.tone)
    look = {
        "fill": faded(colour, 0.45 if strong else 0.16),
        "stroke": colour,
        "stroke_width": 2.5 if strong else 1.2,
        "stroke_linejoin": "round",
    }
    sides = (
        f"M{left:.1f} {top:.1f}l{deep:.1f} {-deep:.1f}h{thick:.1f}l{-deep:.1f} {deep:.1f}z"
        f"M{left + thick:.1f} {top:.1f}l{deep:.1f} {-deep:.1f}v{high:.1f}l{-deep:.1f} {deep:.1f}z"
    )
    return svg.rect(left, top, thick, high, **look) + svg.tag("path", d=sides, **look)
