"""Two 3×3 windows one behind the other, and one 5×5: what each value sees (light)."""

from __future__ import annotations

from core.figures import svg
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

CELL, GAP, MARGIN, TITLE = 26.0, 54.0, 8.0, 26.0
LARGE, SMALL = 5, 3


def windows_svg(pen: Pen, chosen: tuple[int, int] | None) -> str:
    """Above: 5×5 values, 3×3 behind a 3×3 window, one behind another.  Below: one 5×5 window.

    chosen: [row, column] of a middle value, whose window is marked in the 5×5 below it; without
    one, a value is the darker the more windows it lies in.  Middle values carry ``ROW:COLUMN`` as
    ``data-pick``.
    """
    wide, small = LARGE * CELL, SMALL * CELL
    columns = (MARGIN, MARGIN + wide + GAP, MARGIN + wide + 2 * GAP + small)
    top = MARGIN + TITLE
    second = top + wide + 30 + TITLE
    above, below = top + wide / 2, second + wide / 2
    ink, quiet = pen.palette.ink, pen.palette.quiet
    twice, once = pen.say(msg("3×3, and 3×3 again")), pen.say(msg("5×5, once"))
    parts = [
        svg.text(MARGIN, MARGIN + 12, twice, ink, font_weight=600),
        _grid(pen, columns[0], top, _shades(chosen)),
        _middle(pen, columns[1], above - small / 2, chosen),
        _grid(pen, columns[2], above - CELL / 2, [[0.5]]),
        _arrow(pen, columns[0] + wide, columns[1], above),
        _arrow(pen, columns[1] + small, columns[2], above),
        svg.text(columns[0] + wide + 6, above - 10, "3×3", quiet, font_weight=400),
        svg.text(columns[1] + small + 12, above - 10, "3×3", quiet, font_weight=400),
        svg.text(MARGIN, second - TITLE + 12, once, ink, font_weight=600),
        _grid(pen, columns[0], second, [[0.2] * LARGE] * LARGE),
        _grid(pen, columns[2], below - CELL / 2, [[0.5]]),
        _arrow(pen, columns[0] + wide, columns[2], below),
        svg.text(columns[1] + 20, below - 10, "5×5", quiet, font_weight=400),
    ]
    label = pen.say(msg("Two 3×3 windows in a row and one 5×5 window see the same 5×5 pixels"))
    width, height = columns[2] + CELL + 70, second + wide + MARGIN
    return svg.drawing(parts, label, width, height, class_="windows")


def _shades(chosen: tuple[int, int] | None) -> list[list[float]]:
    """How strong each of the 5×5 values is drawn."""

    def shade(row: int, column: int) -> float:
        if chosen is None:
            return 0.06 + 0.06 * _covering(row) * _covering(
                column
            )  # 1 in a corner, 9 in the middle
        inside = 0 <= row - chosen[0] < SMALL and 0 <= column - chosen[1] < SMALL
        return 0.6 if inside else 0.06

    return [[shade(row, column) for column in range(LARGE)] for row in range(LARGE)]


def _covering(place: int) -> int:
    """In how many of the three windows along a side a place lies."""
    return min(place, SMALL - 1, LARGE - 1 - place) + 1


def _grid(pen: Pen, x: float, y: float, shades: list[list[float]]) -> str:
    return "".join(
        _cell(pen, x + column * CELL, y + row * CELL, shade)
        for row, line in enumerate(shades)
        for column, shade in enumerate(line)
    )


def _cell(pen: Pen, x: float, y: float, shade: float) -> str:
    fill = faded(pen.palette.trainable, shade)
    return svg.rect(x, y, CELL, CELL, fill=fill, stroke=pen.palette.quiet, stroke_width=1)


def _middle(pen: Pen, x: float, y: float, chosen: tuple[int, int] | None) -> str:
    out = ""
    for row in range(SMALL):
        for column in range(SMALL):
            said = msg(
                "Value in row {row}, column {column}: which 3×3 does it see?",
                row=row + 1,
                column=column + 1,
            )
            shade = 0.6 if (row, column) == chosen else 0.2
            cell = _cell(pen, x + column * CELL, y + row * CELL, shade)
            out += svg.group(cell, pen.say(said), f"{row}:{column}")
    return out


def _arrow(pen: Pen, start: float, end: float, y: float) -> str:
    d = f"M{start + 6:.1f} {y:.1f}H{end - 6:.1f}m-6 -5l6 5l-6 5"
    return svg.path(d, pen.palette.quiet)
