"""A convolution drawn with its channels as sheets: how the numbers are combined (light)."""

from __future__ import annotations

from core.figures import svg
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

SHEET = 74  # pixels a side of a channel
CELL = 13  # of a kernel's entry, at most
KERNEL = 56  # of a kernel, at most
SHOWN = 3  # channels drawn of the many
STEP = 15  # from one sheet of a pile to the next
WIDTH, HEIGHT = 560, 352
CAPTION, LOWER = HEIGHT - 34, HEIGHT - 10  # two lines, so that long captions fit
MIDDLE = (CAPTION - 26) / 2
PILE = tuple(STEP * place for place in range(SHOWN))


def standard_svg(pen: Pen, size: int, ins: int, outs: int) -> str:
    """An ordinary convolution: one kernel as deep as the pile gives one channel of the output."""
    top = MIDDLE - SHEET / 2 - STEP
    kernels = [(size * min(CELL, KERNEL / size) * 0.45) * (place - 1) for place in range(SHOWN)]
    parts = [_input(pen, 34 + aside, top + aside, size) for aside in PILE]
    parts += [_kernel(pen, 270 + aside, MIDDLE + aside, size) for aside in kernels]
    parts += [_output(pen, 412 + aside, top + aside, aside == PILE[-1]) for aside in PILE]
    depth = f"{size}×{size}×{ins}"
    parts += [
        _line(pen, (152, MIDDLE), (202, MIDDLE)),
        _line(pen, (338, MIDDLE), (398, MIDDLE)),
        _text(pen, 86, _channels(pen, ins)),
        _text(pen, 270, _kernels(pen, outs, depth), LOWER),
        _text(pen, 464, _channels(pen, outs)),
    ]
    label = pen.say(msg("One kernel as deep as all channels gives one channel of the output"))
    return svg.drawing(parts, label, WIDTH, HEIGHT, class_="planes")


def separable_svg(pen: Pen, size: int, ins: int, outs: int) -> str:
    """Depthwise, then 1×1: every channel keeps to itself, then all of them are mixed."""
    parts = []
    for place in range(SHOWN):
        y = MIDDLE + (SHEET + 18) * (place - 1)
        parts += [
            _input(pen, 14, y - SHEET / 2, size),
            _line(pen, (94, y), (112, y)),
            _kernel(pen, 146, y, size),
            _line(pen, (180, y), (200, y)),
            _output(pen, 206, y - SHEET / 2, True),
            _line(pen, (286, y), (352, MIDDLE + (y - MIDDLE) * 0.14)),
        ]
    parts += [_kernel(pen, 370, MIDDLE + aside, 1) for aside in (-CELL, 0, CELL)]
    parts.append(_line(pen, (386, MIDDLE), (420, MIDDLE)))
    top = MIDDLE - SHEET / 2 - STEP
    parts += [_output(pen, 432 + aside, top + aside, aside == PILE[-1]) for aside in PILE]
    parts += [
        _text(pen, 72, _channels(pen, ins)),
        _text(pen, 146, _kernels(pen, ins, f"{size}×{size}"), LOWER),
        _text(pen, 370, pen.say(msg("{outs} of {size}", outs=outs, size=f"1×1×{ins}")), LOWER),
        _text(pen, 484, _channels(pen, outs)),
    ]
    label = msg("Each channel has a kernel of its own; 1×1 kernels mix the channels afterwards")
    return svg.drawing(parts, pen.say(label), WIDTH, HEIGHT, class_="planes")


def _channels(pen: Pen, count: int) -> str:
    return pen.say(msg("{count:# channel|# channels}", count=count))


def _kernels(pen: Pen, count: int, size: str) -> str:
    return pen.say(msg("{count:# kernel|# kernels} {size}", count=count, size=size))


def _square(pen: Pen, x: float, y: float, side: float, colour: str, fill: float) -> str:
    """From its upper left corner; opaque, so that a pile reads as a pile."""
    shape = {"x": x, "y": y, "width": side, "height": side, "rx": side / 16}
    look = {"fill": faded(colour, fill), "stroke": colour, "stroke_width": 1.3}
    return svg.tag("rect", **shape, fill=pen.palette.raised) + svg.tag("rect", **shape, **look)


def _kernel(pen: Pen, x: float, y: float, size: int) -> str:
    """size × size cells centred at (x, y): weights, which training changes."""
    cell, warm = min(CELL, KERNEL / size), pen.palette.trainable
    left, top = x - cell * size / 2, y - cell * size / 2
    return "".join(
        _square(pen, left + cell * column, top + cell * row, cell, warm, 0.25)
        for row in range(size)
        for column in range(size)
    )


def _input(pen: Pen, x: float, y: float, size: int) -> str:
    """A channel with the window that the kernel sees just now."""
    window = 7.0 * size
    aside = SHEET - window - 8
    return _square(pen, x, y, SHEET, pen.palette.quiet, 0.1) + _square(
        pen, x + aside, y + aside, window, pen.palette.trainable, 0.1
    )


def _output(pen: Pen, x: float, y: float, fresh: bool) -> str:
    """A channel that comes out; the one that is being made shows the value just computed."""
    if not fresh:
        return _square(pen, x, y, SHEET, pen.palette.quiet, 0.1)
    ink, aside = pen.palette.ink, SHEET - 20
    return _square(pen, x, y, SHEET, ink, 0.06) + _square(pen, x + aside, y + aside, 8, ink, 0.9)


def _text(pen: Pen, x: float, words: str, y: float = CAPTION) -> str:
    return svg.text(x, y, words, pen.palette.ink, size=20, text_anchor="middle")


def _line(pen: Pen, start: tuple[float, float], end: tuple[float, float]) -> str:
    x, y = end
    d = (
        f"M{start[0]:.1f} {start[1]:.1f}L{x:.1f} {y:.1f}"
        f"M{x - 8:.1f} {y - 5:.1f}L{x:.1f} {y:.1f}l-8 5"
    )
    return svg.tag("path", d=d, fill="none", stroke=pen.palette.quiet, stroke_width=1.8)
