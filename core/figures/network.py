"""The network as a row of blocks: frozen cold, trainable warm, the head behind them (light).

One drawing for the slider, the explorer and the report.  It is fluid: positions across are shares
of the width, so it fits any page without scaling its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log2

from core.figures import svg
from core.figures.kept import kept
from core.figures.pen import Pen
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


def _icon(name: str, left: float, width: float, colour: str, shown: bool) -> str:
    drawn = (
        svg.path(SNOWFLAKE, colour, 1.5) if name == "ice" else svg.tag("path", d=FLAME, fill=colour)
    )
    return svg.tag(
        "svg",
        drawn,
        class_=name,
        x=f"{left:.3f}%",
        width=f"{width:.3f}%",
        y=BASE - 24,
        height=15,
        viewBox="0 0 16 16",
        visibility="visible" if shown else "hidden",
    )


@dataclass(frozen=True)
class _Row:
    """The row of blocks as a whole: what each of them is drawn against."""

    pen: Pen
    blocks: Sequence[BlockView]
    boundary: int | None
    chosen: int | None

    @property
    def step(self) -> float:
        """Per cent of the width from one block to the next."""
        return 100 / (len(self.blocks) + HEAD_WIDTH)  # the head is a little wider

    @property
    def gap(self) -> float:
        return min(0.5, 0.14 * self.step)

    def colour(self, index: int) -> str:
        palette = self.pen.palette
        if self.boundary is None:
            return palette.ink if index == self.chosen else palette.quiet
        return palette.frozen if index < self.boundary else palette.trainable

    def mark(self, place: int) -> dict[str, object]:
        """The frame of the chosen place."""
        mine = place == self.chosen
        return {"stroke": self.pen.palette.ink, "stroke_width": 3} if mine else {}

    def block(self, index: int) -> str:
        block, colour = self.blocks[index], self.colour(index)
        sides = [one.side for one in self.blocks]
        tall = _tall(block.side, max(sides), min(sides))
        most = max(one.parameters for one in self.blocks) or 1
        left, width = index * self.step + self.gap / 2, self.step - self.gap
        where = {"x": f"{left:.3f}%", "width": f"{width:.3f}%", "fill": colour}
        body = {"class_": "body", **where, "y": BASE - tall, "height": tall, "rx": 4}
        bar = max(14 * block.parameters / most, 1)
        weight = {"class_": "weight", **where, "y": BASE + 6, "height": bar, "rx": 1.5}
        return (
            svg.tag("rect", **body, **self.mark(index))
            + svg.tag("rect", **weight, opacity=0.45)
            + self._signs(index, left, width)
        )

    def _signs(self, index: int, left: float, width: float) -> str:
        """Snowflake and flame, the right one to be seen; where nothing is trained and there is
        room, the side of the map."""
        ground = self.pen.palette.ground
        if self.boundary is not None:
            frozen = index < self.boundary
            return _icon("ice", left, width, ground, frozen) + _icon(
                "fire", left, width, ground, not frozen
            )
        if len(self.blocks) > NUMBERED:
            return ""
        middle, side = f"{left + width / 2:.3f}%", f"{self.blocks[index].side:.0f}"
        return svg.text(middle, BASE - 12, side, ground, text_anchor="middle", font_weight=600)

    def head(self) -> str:
        palette, place = self.pen.palette, len(self.blocks)
        left, width = place * self.step + self.gap, HEAD_WIDTH * self.step - self.gap
        body = {"x": f"{left:.3f}%", "width": f"{width:.3f}%", "y": BASE - 52, "height": 52}
        drawn = svg.tag("rect", **body, rx=10, fill=palette.head, **self.mark(place))
        if self.boundary is not None:
            drawn += _icon("fire", left, width, palette.ground, True)
        return drawn


@kept
def network_svg(
    pen: Pen,
    blocks: Sequence[BlockView],
    boundary: int | None,
    *,
    label: str,
    head: str,
    chosen: int | None = None,
) -> str:
    """The network as an SVG string of fluid width and 116 pixels height.

    boundary: number of leading frozen blocks, 0..len(blocks); None where nothing is trained and
    the network is only looked at: blocks and head then carry their place as ``data-pick`` (the head
    that of one block more), and the `chosen` place is marked.  label: the picture in words for
    those who cannot see it.  head: name of the head.  The bars below the blocks show where the
    parameters sit.  Blocks are ``<g class="block" data-index="i">`` holding both icons, so that a
    widget can recolour them without drawing anew.
    """
    row = _Row(pen, blocks, boundary, chosen)

    def group(place: int, said: str, title: str, inside: str, **look: object) -> str:
        if boundary is None:
            look |= {"data_pick": place, "aria_label": said}
        return svg.tag("g", f"<title>{escape(title)}</title>{inside}", **look)

    parts = [
        group(
            index,
            block.title,
            f"{block.title}: {block.detail}",
            row.block(index),
            class_="block",
            data_index=index,
        )
        for index, block in enumerate(blocks)
    ]
    parts.append(group(len(blocks), head, head, row.head(), class_="head"))
    return svg.fluid(parts, label, HEIGHT, class_="network")
