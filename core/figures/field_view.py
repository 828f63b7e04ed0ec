"""A feature map beside the photo, and on the photo what one of its places sees (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from core.figures import svg
from core.figures.pen import Pen
from core.imagine.fields import Box
from core.messages import msg

SIDE, GAP = 224.0, 20.0  # of a picture as it is drawn, and between the two
CELLS = 8  # places along a side that can be chosen; of larger maps only every n-th


def places(height: int, width: int) -> list[tuple[int, int]]:
    """The places [row, column] of a map that can be chosen: all of a small one."""
    rows, columns = min(height, CELLS), min(width, CELLS)
    return [
        (int((row + 0.5) * height / rows), int((column + 0.5) * width / columns))
        for row in range(rows)
        for column in range(columns)
    ]


@dataclass(frozen=True)
class Field:
    """A place [row, column] of a map of `shape` [rows, columns], and the `box` that it sees in a
    view of `size` pixels a side."""

    shape: Sequence[int]
    place: Sequence[int]
    box: Box
    size: int


def field_view(
    pen: Pen, photo: str, tinted: str, field: Field, *, overlay: float, label: str
) -> str:
    """HTML: the photo with the receptive field of a place, and the map with that place.

    photo, tinted: sources for pictures.  overlay: opacity 0..1 of the map over the photo.  Places
    carry ``data-pick`` as ``ROW:COLUMN``.
    """
    left, top, right, bottom = (edge * SIDE / field.size for edge in field.box)
    tall, wide = SIDE / field.shape[0], SIDE / field.shape[1]
    hole = f"M{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}V{top:.1f}Z"
    ground = pen.palette.ground
    stretched = {"width": SIDE, "height": SIDE, "preserveAspectRatio": "none"}
    parts = [
        f"<style>.field image {{ image-rendering: pixelated; }} "
        f".field .place {{ fill: {ground}; fill-opacity: 0; }} "
        f".field .place:hover {{ fill-opacity: .3; }}</style>",
        svg.tag("image", href=photo, width=SIDE, height=SIDE),
        svg.tag("path", d=f"M0 0H{SIDE}V{SIDE}H0Z{hole}", fill=ground, fill_opacity=0.55),
        svg.tag("image", href=tinted, opacity=overlay, **stretched) if overlay else "",
        _frame(pen, left, top, right - left, bottom - top),
        svg.tag(
            "g",
            svg.tag("image", href=tinted, **stretched)
            + _frame(pen, field.place[1] * wide, field.place[0] * tall, wide, tall)
            + "".join(_place(pen, *place, field.shape) for place in places(*field.shape)),
            transform=f"translate({SIDE + GAP})",
        ),
    ]
    style = "width:100%;max-width:640px;height:auto;display:block"
    drawn = svg.drawing(parts, label, 2 * SIDE + GAP, SIDE, class_="field", width=None, style=style)
    return drawn + _captions(pen)


def _captions(pen: Pen) -> str:
    style = f"flex:1;color:{pen.palette.quiet}"
    captions = (msg("the photo, as the network gets it"), msg("the map: click a place"))
    words = "".join(f'<small style="{style}">{escape(pen.say(said))}</small>' for said in captions)
    gap = 100 * GAP / (2 * SIDE + GAP)
    return f'<div style="display:flex;gap:{gap:.1f}%;max-width:640px;line-height:1.4">{words}</div>'


def _frame(pen: Pen, x: float, y: float, width: float, height: float) -> str:
    """A frame that is seen on every picture: a dark line beside a light one."""
    return "".join(
        svg.rect(x, y, width, height, fill="none", stroke=colour, stroke_width=thick)
        for colour, thick in ((pen.palette.ground, 5), (pen.palette.ink, 2))
    )


def _place(pen: Pen, row: int, column: int, shape: Sequence[int]) -> str:
    """A piece of the map that can be chosen; the pieces lie side by side."""
    rows, columns = (min(side, CELLS) for side in shape)
    tall, wide = SIDE / rows, SIDE / columns
    y, x = int(row * rows / shape[0]) * tall, int(column * columns / shape[1]) * wide
    said = pen.say(msg("row {row}, column {column}", row=row + 1, column=column + 1))
    piece = svg.rect(x, y, wide, tall, class_="place")
    return svg.tag("g", piece, data_pick=f"{row}:{column}", aria_label=said)
