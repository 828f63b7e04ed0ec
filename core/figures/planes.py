"""A convolution drawn with its channels as sheets: how the numbers are combined (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from core.figures.palette import Palette, faded

SHEET = 74  # pixels a side of a channel
CELL = 13  # of a kernel's entry, at most
KERNEL = 56  # of a kernel, at most
SHOWN = 3  # channels drawn of the many
STEP = 15  # from one sheet of a pile to the next
WIDTH, HEIGHT = 560, 352
CAPTION, LOWER = HEIGHT - 34, HEIGHT - 10  # two lines, so that long captions fit


@dataclass(frozen=True)
class PlaneTexts:
    """Every word in the drawing, in the reader's language."""

    label: str  # the picture in words
    ins: str  # "128 channels"
    outs: str
    kernels: str  # "64 kernels of 3×3×128"
    mix: str = ""  # the 1×1 kernels, in the separable way


def _square(x: float, y: float, side: float, colour: str, palette: Palette, fill: float) -> str:
    """From its upper left corner; opaque, so that a pile reads as a pile."""
    rest = f'x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" rx="{side / 16:.1f}"'
    return (
        f'<rect {rest} fill="{palette.raised}"/>'
        f'<rect {rest} fill="{faded(colour, fill)}" stroke="{colour}" stroke-width="1.3"/>'
    )


def _kernel(x: float, y: float, size: int, palette: Palette) -> str:
    """size × size cells centred at (x, y): weights, which training changes."""
    cell = min(CELL, KERNEL / size)
    left, top = x - cell * size / 2, y - cell * size / 2
    return "".join(
        _square(left + cell * column, top + cell * row, cell, palette.trainable, palette, 0.25)
        for row in range(size)
        for column in range(size)
    )


def _input(x: float, y: float, size: int, palette: Palette) -> str:
    """A channel with the window that the kernel sees just now."""
    window = 7.0 * size
    place = (x + SHEET - window - 8, y + SHEET - window - 8)
    return _square(x, y, SHEET, palette.quiet, palette, 0.1) + _square(
        *place, window, palette.trainable, palette, 0.1
    )


def _output(x: float, y: float, palette: Palette, fresh: bool) -> str:
    """A channel that comes out; the one that is being made shows the value just computed."""
    if not fresh:
        return _square(x, y, SHEET, palette.quiet, palette, 0.1)
    spot = x + SHEET - 20, y + SHEET - 20
    return _square(x, y, SHEET, palette.ink, palette, 0.06) + _square(
        *spot, 8, palette.ink, palette, 0.9
    )


def _text(x: float, words: str, palette: Palette, y: float = CAPTION) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-size="20" '
        f'fill="{palette.ink}">{escape(words)}</text>'
    )


def _line(x0: float, y0: float, x1: float, y1: float, palette: Palette) -> str:
    return (
        f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}M{x1 - 8:.1f} {y1 - 5:.1f}'
        f'L{x1:.1f} {y1:.1f}l-8 5" fill="none" stroke="{palette.quiet}" stroke-width="1.8"/>'
    )


def _picture(parts: Sequence[str], label: str) -> str:
    return (
        f'<svg class="planes" role="img" aria-label="{escape(label, quote=True)}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'style="max-width:100%;height:auto;display:block" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


MIDDLE = (CAPTION - 26) / 2


def standard_svg(size: int, texts: PlaneTexts, palette: Palette) -> str:
    """An ordinary convolution: one kernel as deep as the pile gives one channel of the output."""
    top = MIDDLE - SHEET / 2 - STEP
    pile = [STEP * place for place in range(SHOWN)]
    kernels = [(size * min(CELL, KERNEL / size) * 0.45) * (place - 1) for place in range(SHOWN)]
    parts = [_input(34 + aside, top + aside, size, palette) for aside in pile]
    parts += [_kernel(270 + aside, MIDDLE + aside, size, palette) for aside in kernels]
    parts += [_output(412 + aside, top + aside, palette, aside == pile[-1]) for aside in pile]
    parts += [
        _line(152, MIDDLE, 202, MIDDLE, palette),
        _line(338, MIDDLE, 398, MIDDLE, palette),
        _text(86, texts.ins, palette),
        _text(270, texts.kernels, palette, LOWER),
        _text(464, texts.outs, palette),
    ]
    return _picture(parts, texts.label)


def separable_svg(size: int, texts: PlaneTexts, palette: Palette) -> str:
    """Depthwise, then 1×1: every channel keeps to itself, then all of them are mixed."""
    rows = [MIDDLE + (SHEET + 18) * (place - 1) for place in range(SHOWN)]
    pile = [STEP * place for place in range(SHOWN)]
    parts = []
    for y in rows:
        parts += [
            _input(14, y - SHEET / 2, size, palette),
            _line(94, y, 112, y, palette),
            _kernel(146, y, size, palette),
            _line(180, y, 200, y, palette),
            _output(206, y - SHEET / 2, palette, True),
            _line(286, y, 352, MIDDLE + (y - MIDDLE) * 0.14, palette),
        ]
    parts += [_kernel(370, MIDDLE + aside, 1, palette) for aside in (-CELL, 0, CELL)]
    parts.append(_line(386, MIDDLE, 420, MIDDLE, palette))
    parts += [
        _output(432 + aside, MIDDLE - SHEET / 2 - STEP + aside, palette, aside == pile[-1])
        for aside in pile
    ]
    parts += [
        _text(72, texts.ins, palette),
        _text(146, texts.kernels, palette, LOWER),
        _text(370, texts.mix, palette, LOWER),
        _text(484, texts.outs, palette),
    ]
    return _picture(parts, texts.label)
