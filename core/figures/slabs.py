"""A stack of layers as slabs: each map as high as its sides, as thick as its channels (light).

The classic picture of VGG: maps get smaller and thicker on their way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log2

from core.figures.palette import Palette, faded

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


def slabs_svg(
    slabs: Sequence[Slab], palette: Palette, *, label: str, chosen: int | None = None
) -> str:
    """The slabs from left to right as an SVG string; each carries its place as ``data-pick``.

    It shrinks with the page down to a readable size, then scrolls.
    """
    largest = max(slab.side for slab in slabs)
    depth = TALL * DEEP
    floor = MARGIN + depth + TALL
    x, parts = MARGIN, []
    for place, slab in enumerate(slabs):
        high, thick = _high(slab.side, largest), _thick(slab.channels)
        deep = high * DEEP
        column = max(thick + deep, 40.0)
        left = x + (column - thick - deep) / 2
        top = floor - high
        colour = getattr(palette, slab.tone)
        strong = place == chosen
        style = (
            f'fill="{faded(colour, 0.45 if strong else 0.16)}" stroke="{colour}" '
            f'stroke-width="{2.5 if strong else 1.2}" stroke-linejoin="round"'
        )
        middle = x + column / 2
        said = escape(slab.hover, quote=True)
        parts.append(
            f'<g data-pick="{place}" aria-label="{said}"><title>{said}</title>'
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{thick:.1f}" height="{high:.1f}" {style}/>'
            f'<path d="M{left:.1f} {top:.1f}l{deep:.1f} {-deep:.1f}h{thick:.1f}l{-deep:.1f} '
            f"{deep:.1f}zM{left + thick:.1f} {top:.1f}l{deep:.1f} {-deep:.1f}v{high:.1f}"
            f'l{-deep:.1f} {deep:.1f}z" {style}/>'
            + _text(middle, floor + 18, slab.title, 12.5, 600, palette.ink)
            + _text(middle, floor + 35, f"{slab.side}²", 12, 400, palette.quiet)
            + _text(middle, floor + 51, f"×{slab.channels}", 12, 400, palette.quiet)
            + "</g>"
        )
        x += column + GAP
    width, height = x - GAP + MARGIN, floor + 60
    return (
        f'<div style="overflow-x:auto"><svg class="slabs" role="img" '
        f'aria-label="{escape(label, quote=True)}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" style="max-width:100%;min-width:{0.7 * width:.0f}px;height:auto;'
        f'display:block" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg></div>'
    )


def _text(x: float, y: float, line: str, size: float, weight: int, ink: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="{size:g}" '
        f'font-weight="{weight}" fill="{ink}">{escape(line)}</text>'
    )
