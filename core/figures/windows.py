"""Two 3×3 windows one behind the other, and one 5×5: what each value sees (light)."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from core.figures.palette import Palette, faded

CELL, GAP, MARGIN, TITLE = 26.0, 54.0, 8.0, 26.0
LARGE, SMALL = 5, 3


@dataclass(frozen=True)
class WindowTexts:
    """Every word in the drawing.  cell: how a middle value is read out, with {row}, {column}."""

    twice: str
    once: str
    cell: str


def windows_svg(
    chosen: tuple[int, int] | None, texts: WindowTexts, palette: Palette, *, label: str
) -> str:
    """Above: 5×5 values, 3×3 behind a 3×3 window, one behind another.  Below: one 5×5 window.

    chosen: [row, column] of a middle value, whose window is marked in the 5×5 below it; without
    one, a value is the darker the more windows it lies in.  Middle values carry ``ROW:COLUMN`` as
    ``data-pick``.
    """
    wide, small = LARGE * CELL, SMALL * CELL
    columns = (MARGIN, MARGIN + wide + GAP, MARGIN + wide + 2 * GAP + small)
    top = MARGIN + TITLE
    second = top + wide + 30 + TITLE
    width, height = columns[2] + CELL + 70, second + wide + MARGIN
    above, below = top + wide / 2, second + wide / 2
    parts = [
        _words(MARGIN, MARGIN + 12, texts.twice, palette.ink, 600),
        _grid(columns[0], top, LARGE, palette, _shades(chosen)),
        _middle(columns[1], above - small / 2, chosen, texts, palette),
        _grid(columns[2], above - CELL / 2, 1, palette, [[0.5]]),
        _arrow(columns[0] + wide, columns[1], above, palette),
        _arrow(columns[1] + small, columns[2], above, palette),
        _words(columns[0] + wide + 6, above - 10, "3×3", palette.quiet, 400),
        _words(columns[1] + small + 12, above - 10, "3×3", palette.quiet, 400),
        _words(MARGIN, second - TITLE + 12, texts.once, palette.ink, 600),
        _grid(columns[0], second, LARGE, palette, [[0.2] * LARGE] * LARGE),
        _grid(columns[2], below - CELL / 2, 1, palette, [[0.5]]),
        _arrow(columns[0] + wide, columns[2], below, palette),
        _words(columns[1] + 20, below - 10, "5×5", palette.quiet, 400),
    ]
    return (
        f'<svg class="windows" role="img" aria-label="{escape(label, quote=True)}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'style="max-width:100%;height:auto;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _shades(chosen: tuple[int, int] | None) -> list[list[float]]:
    """How strong each of the 5×5 values is drawn."""
    rows = []
    for row in range(LARGE):
        line = []
        for column in range(LARGE):
            if chosen is None:
                windows = _covering(row) * _covering(column)  # 1 in a corner, 9 in the middle
                line.append(0.06 + 0.06 * windows)
            else:
                inside = 0 <= row - chosen[0] < SMALL and 0 <= column - chosen[1] < SMALL
                line.append(0.6 if inside else 0.06)
        rows.append(line)
    return rows


def _covering(place: int) -> int:
    """In how many of the three windows along a side a place lies."""
    return min(place, SMALL - 1, LARGE - 1 - place) + 1


def _grid(x: float, y: float, count: int, palette: Palette, shades: list[list[float]]) -> str:
    return "".join(
        _cell(
            x + column * CELL,
            y + row * CELL,
            faded(palette.trainable, shades[row][column]),
            palette,
        )
        for row in range(count)
        for column in range(count)
    )


def _cell(x: float, y: float, fill: str, palette: Palette) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{CELL:g}" height="{CELL:g}" fill="{fill}" '
        f'stroke="{palette.quiet}" stroke-width="1"/>'
    )


def _middle(
    x: float, y: float, chosen: tuple[int, int] | None, texts: WindowTexts, palette: Palette
) -> str:
    out = []
    for row in range(SMALL):
        for column in range(SMALL):
            said = escape(texts.cell.format(row=row + 1, column=column + 1), quote=True)
            fill = faded(palette.trainable, 0.6 if (row, column) == chosen else 0.2)
            out.append(
                f'<g data-pick="{row}:{column}" aria-label="{said}"><title>{said}</title>'
                + _cell(x + column * CELL, y + row * CELL, fill, palette)
                + "</g>"
            )
    return "".join(out)


def _arrow(start: float, end: float, y: float, palette: Palette) -> str:
    return (
        f'<path d="M{start + 6:.1f} {y:.1f}H{end - 6:.1f}m-6 -5l6 5l-6 5" fill="none" '
        f'stroke="{palette.quiet}" stroke-width="2" stroke-linecap="round"/>'
    )


def _words(x: float, y: float, line: str, ink: str, weight: int) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" font-weight="{weight}" '
        f'fill="{ink}">{escape(line)}</text>'
    )
