"""A feature map beside the photo, and on the photo what one of its places sees (light)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.figures.palette import Palette
from core.imagine.fields import Box

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


def field_view(
    photo: str,
    tinted: str,
    shape: Sequence[int],
    place: Sequence[int],
    box: Box,
    size: int,
    palette: Palette,
    *,
    overlay: float,
    label: str,
    captions: tuple[str, str],
    place_name: str,
) -> str:
    """HTML: the photo with the receptive field `box` of `place`, and the map with that place.

    photo, tinted: sources for pictures.  shape: [rows, columns] of the map.  size: pixels a side of
    the view that `box` counts in.  overlay: opacity 0..1 of the map over the photo.  place_name:
    how a place is read out, with ``{row}`` and ``{column}`` from 1.  Places carry ``data-pick``
    as ``ROW:COLUMN``.
    """
    height, width = shape
    left, top, right, bottom = (edge * SIDE / size for edge in box)
    tall, wide = SIDE / height, SIDE / width
    cell_x, cell_y = place[1] * wide, place[0] * tall
    dimmed = (
        f'<path d="M0 0H{SIDE}V{SIDE}H0ZM{left:.1f} {top:.1f}V{bottom:.1f}H{right:.1f}V{top:.1f}Z" '
        f'fill="{palette.ground}" fill-opacity=".55"/>'
    )
    return (
        f'<svg class="field" role="img" aria-label="{escape(label, quote=True)}" '
        f'viewBox="0 0 {2 * SIDE + GAP:.0f} {SIDE:.0f}" '
        f'style="width:100%;max-width:640px;height:auto;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">'
        f"<style>.field image {{ image-rendering: pixelated; }} "
        f".field .place {{ fill: {palette.ground}; fill-opacity: 0; }} "
        f".field .place:hover {{ fill-opacity: .3; }}</style>"
        f'<image href="{photo}" width="{SIDE}" height="{SIDE}"/>{dimmed}'
        + (
            f'<image href="{tinted}" width="{SIDE}" height="{SIDE}" opacity="{overlay:g}" '
            f'preserveAspectRatio="none"/>'
            if overlay
            else ""
        )
        + _frame(left, top, right - left, bottom - top, palette)
        + f'<g transform="translate({SIDE + GAP})">'
        f'<image href="{tinted}" width="{SIDE}" height="{SIDE}" preserveAspectRatio="none"/>'
        + _frame(cell_x, cell_y, wide, tall, palette)
        + "".join(_place(row, column, shape, place_name) for row, column in places(height, width))
        + "</g>"
        + f"</svg>{_captions(captions, palette)}"
    )


def _captions(captions: tuple[str, str], palette: Palette) -> str:
    style = f"flex:1;color:{palette.quiet}"
    words = "".join(f'<small style="{style}">{escape(said)}</small>' for said in captions)
    gap = 100 * GAP / (2 * SIDE + GAP)
    return f'<div style="display:flex;gap:{gap:.1f}%;max-width:640px;line-height:1.4">{words}</div>'


def _frame(x: float, y: float, width: float, height: float, palette: Palette) -> str:
    """A frame that is seen on every picture: a dark line beside a light one."""
    shape = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="none"'
    return (
        f'<rect {shape} stroke="{palette.ground}" stroke-width="5"/>'
        f'<rect {shape} stroke="{palette.ink}" stroke-width="2"/>'
    )


def _place(row: int, column: int, shape: Sequence[int], name: str) -> str:
    """A piece of the map that can be chosen; the pieces lie side by side."""
    rows, columns = (min(side, CELLS) for side in shape)
    tall, wide = SIDE / rows, SIDE / columns
    y, x = int(row * rows / shape[0]) * tall, int(column * columns / shape[1]) * wide
    said = escape(name.format(row=row + 1, column=column + 1), quote=True)
    return (
        f'<g data-pick="{row}:{column}" aria-label="{said}"><rect class="place" x="{x:.1f}" '
        f'y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"/></g>'
    )
