"""Figures for a printed report, as SVG text (light).

They are drawn with a pen of CSS variables (`core.figures.palette.VARIABLES`), so that the page or
the document around them decides the colours; every mark also differs in shape or dash, so that
a black-and-white print can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import starmap

import numpy as np

from core.figures import svg
from core.figures.lettering import FONT, breadth
from core.figures.palette import VARIABLES
from core.figures.pen import Pen
from core.messages import msg
from core.translations import Words

_WIDTH = 720
_GRID = "var(--tll-line)"
_DASHED, _DOTTED = "6 4", "1.5 3"
Point = tuple[float, float]


@dataclass(frozen=True)
class Interval:
    """One row of `intervals`: a mean with its interval and single values, all 0..1."""

    label: str
    value: float
    low: float
    high: float
    dots: tuple[float, ...]
    tone: str  # a colour of the palette
    chosen: bool = False


@dataclass(frozen=True)
class Curve:
    """One panel of `curves`: train and val float [seeds, epochs]; `turn`: epochs before blocks
    were unfrozen (0: never)."""

    title: str
    train: np.ndarray
    val: np.ndarray
    turn: int
    tone: str


def pen_of(words: Words) -> Pen:
    """The pen of a document."""
    return Pen(VARIABLES, words)


def _svg(height: float, alt: str, body: Iterable[str]) -> str:
    style = f"width:100%;max-width:{_WIDTH}px;height:auto;font-family:{FONT}"
    return svg.drawing(body, alt, _WIDTH, height, width=None, style=style)


def intervals(pen: Pen, rows: Sequence[Interval], alt: str, chance: float) -> str:
    """Means as bars with 95 % intervals, every seed as a dot; the dashed line is what guessing
    gives.  The chosen row carries a star."""
    left = min(330, 40 + max(round(7.2 * breadth(row.label)) for row in rows))
    right, step, top = 64, 34, 16
    bottom, quiet = top + step * len(rows), pen.palette.quiet

    def x(value: float) -> float:
        return left + value * (_WIDTH - left - right)

    body = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        body.append(svg.line((x(tick), top), (x(tick), bottom), _GRID))
        said = f"{tick:.0%}"
        body.append(svg.text(x(tick), bottom + 18, said, quiet, size=12, text_anchor="middle"))
    body.append(svg.line((x(chance), top), (x(chance), bottom), quiet, 1.5, stroke_dasharray="5 4"))
    body.append(svg.text(x(chance) + 4, top - 4, pen.say(msg("guessing")), quiet, size=11))
    for place, row in enumerate(rows):
        y = top + step * place + step / 2
        bold = 600 if row.chosen else None
        label, ink = f"★ {row.label}" if row.chosen else row.label, pen.palette.ink
        body.append(svg.text(left - 10, y + 4.5, label, ink, text_anchor="end", font_weight=bold))
        body.append(_measured(pen, row, y, (x(0), x(row.value), x(row.low), x(row.high))))
        colour = pen.tone(row.tone)
        body += [
            svg.tag("circle", cx=x(dot), cy=y, r=3, fill=colour, fill_opacity=0.55)
            for dot in row.dots
        ]
        where = _WIDTH - right + 10
        body.append(svg.text(where, y + 4.5, f"{row.value:.1%}", ink, font_weight=bold))
    axis = pen.say(
        msg("Test accuracy: bar = mean of the seeds, line = 95% interval, dot = one seed")
    )
    middle = (x(0) + x(1)) / 2
    body.append(svg.text(middle, bottom + 38, axis, quiet, size=12, text_anchor="middle"))
    return _svg(bottom + 46, alt, body)


def _measured(pen: Pen, row: Interval, y: float, at: tuple[float, float, float, float]) -> str:
    """The bar of a mean, and its interval; at: where 0, the mean and the ends stand."""
    zero, value, low, high = at
    colour = pen.tone(row.tone)
    bar = svg.rect(zero, y - 9, value - zero, 18, rx=3, fill=colour, fill_opacity=0.28)
    caps = "".join(svg.line((end, y - 6), (end, y + 6), colour, 2) for end in (low, high))
    return bar + svg.line((low, y), (high, y), colour, 2) + caps


def curves(pen: Pen, panels: Sequence[Curve]) -> str:
    """A small panel of accuracies for each arm: training solid, validation dashed (means of the
    seeds), the validation's lowest to highest seed as a band; dotted: where blocks are unfrozen."""
    columns, wide, high = 2, 350, 190
    ink, quiet = pen.palette.ink, pen.palette.quiet
    train, val = msg("training (mean of the seeds)"), msg("validation, band: all seeds")
    body = [
        svg.line((14, 14), (46, 14), ink, 2.2),
        svg.text(52, 18.5, pen.say(train), ink, size=12),
        svg.line((240, 14), (272, 14), ink, 2.2, stroke_dasharray=_DASHED),
        svg.text(278, 18.5, pen.say(val), ink, size=12),
        svg.line((470, 14), (502, 14), quiet, 1.5, stroke_dasharray=_DOTTED),
        svg.text(508, 18.5, pen.say(msg("blocks unfrozen")), quiet, size=12),
    ]
    for place, panel in enumerate(panels):
        left, top = 10 + (place % columns) * (wide + 10), 34 + (place // columns) * high
        body += _panel(pen, panel, (left, top), (wide, high - 14))
    rows = -(-len(panels) // columns)
    return _svg(34 + rows * high, pen.say(msg("Learning curves")), body)


def _panel(pen: Pen, panel: Curve, corner: Point, size: Point) -> list[str]:
    x0, x1 = corner[0] + 40, corner[0] + size[0] - 8
    y0, y1 = corner[1] + size[1] - 34, corner[1] + 24
    epochs, quiet = panel.train.shape[1], pen.palette.quiet
    colour = pen.tone(panel.tone)

    def at(epoch: float, value: float) -> Point:
        return x0 + epoch / max(epochs - 1, 1) * (x1 - x0), y0 + value * (y1 - y0)

    title, ink = panel.title, pen.palette.ink
    body = [svg.text(corner[0] + 4, corner[1] + 13, title, ink, size=12.5, font_weight=600)]
    for tick in (0, 0.5, 1):
        y, said = y0 + tick * (y1 - y0), f"{tick:.0%}"
        body.append(svg.line((x0, y), (x1, y), _GRID))
        body.append(svg.text(x0 - 6, y + 4, said, quiet, size=11, text_anchor="end"))
    body += [
        svg.text(x, y0 + 15, said, quiet, size=11, text_anchor="middle")
        for x, said in ((x0, "1"), (x1, str(epochs)), ((x0 + x1) / 2, pen.say(msg("epoch"))))
    ]
    low, high = list(enumerate(panel.val.min(0))), list(enumerate(panel.val.max(0)))
    band = " ".join(f"{x:.1f},{y:.1f}" for x, y in starmap(at, [*high, *low[::-1]]))
    body.append(svg.tag("polygon", points=band, fill=colour, fill_opacity=0.15))
    for values, dash in ((panel.train.mean(0), None), (panel.val.mean(0), _DASHED)):
        points = starmap(at, enumerate(values))
        body.append(svg.polyline(points, colour, 2.2, stroke_dasharray=dash))
    if panel.turn:
        x, _y = at(panel.turn - 0.5, 0)
        body.append(svg.line((x, y0), (x, y1), quiet, 1.5, stroke_dasharray=_DOTTED))
    return body


_SHAPES: tuple[tuple[str, dict[str, object]], ...] = (
    ("circle", {"r": 5}),
    ("rect", {"x": -4.5, "y": -4.5, "width": 9, "height": 9}),
    ("path", {"d": "M0,-6 L5.5,4.5 L-5.5,4.5 Z"}),
    ("path", {"d": "M0,-6.5 L6.5,0 L0,6.5 L-6.5,0 Z"}),
    ("path", {"d": "M-5,-5 L5,5 M-5,5 L5,-5"}),
)


def _sign(label: int, **look: object) -> str:
    """The shape of a class."""
    name, shape = _SHAPES[label % len(_SHAPES)]
    return svg.tag(name, **shape, **look)


def plane(
    pen: Pen,
    points: np.ndarray,
    labels: Sequence[int],
    wrong: Sequence[bool],
    names: Sequence[str],
) -> str:
    """Photos as points float [n, 2]: the shape is the class (five, then again), hollow and small
    means answered rightly, filled and ringed wrongly."""
    high, palette = 420, pen.palette
    low, top = points.min(0), points.max(0)
    span = np.maximum(top - low, 1e-9)
    placed = (points - low) / span * [_WIDTH - 60, high - 90] + [30, 20]
    body = [svg.rect(8, 4, _WIDTH - 16, high - 60, rx=8, fill="none", stroke=_GRID)]
    for k in sorted(range(len(placed)), key=lambda k: wrong[k]):  # mistakes on top
        colour = palette.wrong if wrong[k] else palette.right
        fill = colour if wrong[k] else "none"
        sign = _sign(labels[k], stroke=colour, fill=fill, stroke_width=1.8)
        if wrong[k]:
            sign += svg.tag("circle", r=10, fill="none", stroke=palette.wrong)
        x, y = placed[k]
        said = f"<title>{escape(names[labels[k]])}</title>"
        body.append(svg.tag("g", said + sign, transform=f"translate({x:.1f},{y:.1f})"))
    at = 24.0
    for label, name in enumerate(names[: 2 * len(_SHAPES)]):
        sign = _sign(label, fill="none", stroke=palette.ink, stroke_width=1.6)
        body.append(svg.tag("g", sign, transform=f"translate({at:.0f},{high - 38})"))
        body.append(svg.text(at + 12, high - 33.5, name, palette.ink, size=12))
        at += 34 + 7.5 * breadth(name)
    right = pen.say(msg("answered correctly by every seed"))
    false = pen.say(msg("answered wrongly by at least one seed"))
    body.append(svg.text(24, high - 12, f"○ {right}   ◉ {false}", palette.quiet, size=12))
    return _svg(high, pen.say(msg("Mistakes")), body)
