"""The network as a row of blocks: frozen cold, trainable warm, the head behind them (light).

One drawing for the slider, the explorer and the report.  It is fluid: positions across are shares
of the width, so it fits any page without scaling its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log2

from core.figures.palette import Palette
from core.figures.signs import FLAME, SNOWFLAKE

HEIGHT = 116
BASE = 92  # where the blocks stand
TALL, LOW = 72.0, 34.0
HEAD_WIDTH = 1.35  # of a block
NUMBERED = 20  # blocks that are wide enough to hold the side of their map


@dataclass(frozen=True)
class BlockView:
    """One block as it is drawn: its name, and the side of the map it hands on (pixels)."""

    title: str
    detail: str  # said on hover: parameters, output shape
    side: float
    parameters: int


def _tall(side: float, largest: float, smallest: float) -> float:
    """Height of a block: maps shrink on their way through the network, on a log scale."""
    if largest <= smallest:
        return (TALL + LOW) / 2
    return LOW + (TALL - LOW) * (log2(side) - log2(smallest)) / (log2(largest) - log2(smallest))


def _icon(path: str, name: str, left: float, width: float, colour: str, shown: bool) -> str:
    style = (
        f'fill="none" stroke="{colour}" stroke-width="1.5" stroke-linecap="round"'
        if name == "ice"
        else f'fill="{colour}"'
    )
    return (
        f'<svg class="{name}" x="{left:.3f}%" width="{width:.3f}%" y="{BASE - 24}" height="15" '
        f'viewBox="0 0 16 16" visibility="{"visible" if shown else "hidden"}">'
        f'<path d="{path}" {style}/></svg>'
    )


def _signs(left: float, width: float, palette: Palette, frozen: bool | None) -> str:
    """Snowflake and flame, the right one to be seen; none where nothing is trained."""
    if frozen is None:
        return ""
    return _icon(SNOWFLAKE, "ice", left, width, palette.ground, frozen) + _icon(
        FLAME, "fire", left, width, palette.ground, not frozen
    )


def _side(side: float, middle: float, palette: Palette) -> str:
    return (
        f'<text x="{middle:.3f}%" y="{BASE - 12}" text-anchor="middle" font-size="13" '
        f'font-weight="600" fill="{palette.ground}">{side:.0f}</text>'
    )


def network_svg(
    blocks: Sequence[BlockView],
    boundary: int | None,
    palette: Palette,
    *,
    label: str,
    head: str,
    pick: bool = False,
    chosen: int | None = None,
) -> str:
    """The network as an SVG string of fluid width and 116 pixels height.

    boundary: number of leading frozen blocks, 0..len(blocks); None where nothing is trained and
    the network is only looked at.  label: the picture in words for those who cannot see it.
    head: name of the head.  The bars below the blocks show where the parameters sit.  Blocks are
    ``<g class="block" data-index="i">`` holding both icons, so that a widget can recolour them
    without drawing anew.  pick: blocks and head carry their place as ``data-pick`` (the head that
    of one block more); chosen: the place that is marked.
    """
    slots = len(blocks) + HEAD_WIDTH  # the head is a little wider
    step = 100 / slots
    gap = min(0.5, 0.14 * step)
    sides = [block.side for block in blocks] or [1]
    most = max((block.parameters for block in blocks), default=1) or 1
    few = len(blocks) <= NUMBERED
    parts = []

    def mark(place: int) -> str:
        return f'stroke="{palette.ink}" stroke-width="3"' if place == chosen else ""

    def button(place: int, said: str) -> str:
        return f' data-pick="{place}" aria-label="{escape(said, quote=True)}"' if pick else ""

    for index, block in enumerate(blocks):
        frozen = boundary is not None and index < boundary
        colour = palette.frozen if frozen else palette.trainable
        if boundary is None:
            colour = palette.ink if index == chosen else palette.quiet
        tall = _tall(block.side, max(sides), min(sides))
        left, width = index * step + gap / 2, step - gap
        bar = 14 * block.parameters / most
        parts.append(
            f'<g class="block" data-index="{index}"{button(index, block.title)}>'
            f"<title>{escape(block.title)}: {escape(block.detail)}</title>"
            f'<rect class="body" x="{left:.3f}%" width="{width:.3f}%" y="{BASE - tall:.1f}" '
            f'height="{tall:.1f}" rx="4" fill="{colour}" {mark(index)}/>'
            f'<rect class="weight" x="{left:.3f}%" width="{width:.3f}%" y="{BASE + 6}" '
            f'height="{max(bar, 1):.1f}" rx="1.5" fill="{colour}" opacity="0.45"/>'
            + _signs(left, width, palette, frozen if boundary is not None else None)
            + (_side(block.side, left + width / 2, palette) if boundary is None and few else "")
            + "</g>"
        )
    left, width = len(blocks) * step + gap, HEAD_WIDTH * step - gap
    parts.append(
        f'<g class="head"{button(len(blocks), head)}><title>{escape(head)}</title>'
        f'<rect x="{left:.3f}%" width="{width:.3f}%" y="{BASE - 52}" height="52" rx="10" '
        f'fill="{palette.head}" {mark(len(blocks))}/>'
        + ("" if boundary is None else _icon(FLAME, "fire", left, width, palette.ground, True))
        + "</g>"
    )
    return (
        f'<svg class="network" role="img" aria-label="{escape(label, quote=True)}" width="100%" '
        f'height="{HEIGHT}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )
