"""Figures for a printed report, as SVG text (light).

Colours are CSS variables (``--tll-right`` …), so that the page or the document around them decides
what they are; every mark also differs in shape or dash, so that a black-and-white print can be
read.  All names are escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from core.figures.lettering import FONT, breadth

_WIDTH = 720


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


def _svg(width: int, height: int, alt: str, body: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="{escape(alt, quote=True)}" style="width:100%;max-width:{width}px;'
        f'height:auto;font-family:{escape(FONT, quote=True)}">{"".join(body)}</svg>'
    )


def _text(
    x: float,
    y: float,
    said: str,
    *,
    size: float = 13,
    anchor: str = "start",
    tone: str = "ink",
    bold: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"{weight} '
        f'style="fill:var(--tll-{tone})">{escape(said)}</text>'
    )


def _line(
    x1: float, y1: float, x2: float, y2: float, tone: str, width: float = 1, dash: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'style="stroke:var(--tll-{tone})" stroke-width="{width}"{dashed}/>'
    )


def intervals(rows: Sequence[Interval], axis: str, guessing: str, chance: float, alt: str) -> str:
    """Means as bars with 95 % intervals, every seed as a dot; the dashed line is what guessing
    gives.  The chosen row carries a star."""
    left = min(330, 40 + max(round(7.2 * breadth(row.label)) for row in rows))
    right, step, top = 64, 34, 16
    bottom = top + step * len(rows)

    def x(value: float) -> float:
        return left + value * (_WIDTH - left - right)

    body = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        body.append(_line(x(tick), top, x(tick), bottom, "line"))
        body.append(
            _text(x(tick), bottom + 18, f"{tick:.0%}", size=12, anchor="middle", tone="quiet")
        )
    body.append(_line(x(chance), top, x(chance), bottom, "quiet", 1.5, "5 4"))
    body.append(_text(x(chance) + 4, top - 4, guessing, size=11, tone="quiet"))
    for place, row in enumerate(rows):
        y = top + step * place + step / 2
        label = f"★ {row.label}" if row.chosen else row.label
        body.append(_text(left - 10, y + 4.5, label, anchor="end", bold=row.chosen))
        body.append(
            f'<rect x="{x(0):.1f}" y="{y - 9:.1f}" width="{x(row.value) - x(0):.1f}" height="18" '
            f'rx="3" style="fill:var(--tll-{row.tone})" fill-opacity="0.28"/>'
        )
        body.append(_line(x(row.low), y, x(row.high), y, row.tone, 2))
        for end in (row.low, row.high):
            body.append(_line(x(end), y - 6, x(end), y + 6, row.tone, 2))
        body += [
            f'<circle cx="{x(dot):.1f}" cy="{y:.1f}" r="3" style="fill:var(--tll-{row.tone})" '
            'fill-opacity="0.55"/>'
            for dot in row.dots
        ]
        body.append(_text(_WIDTH - right + 10, y + 4.5, f"{row.value:.1%}", bold=row.chosen))
    body.append(_text((x(0) + x(1)) / 2, bottom + 38, axis, size=12, anchor="middle", tone="quiet"))
    return _svg(_WIDTH, bottom + 46, alt, body)


def curves(
    panels: Sequence[Curve], train: str, val: str, epoch: str, unfrozen: str, alt: str
) -> str:
    """A small panel of accuracies for each arm: training solid, validation dashed (means of the
    seeds), the validation's lowest to highest seed as a band; dotted: where blocks are unfrozen."""
    columns, wide, high = 2, 350, 190
    body = [
        _line(14, 14, 46, 14, "ink", 2.2),
        _text(52, 18.5, train, size=12),
        _line(240, 14, 272, 14, "ink", 2.2, "6 4"),
        _text(278, 18.5, val, size=12),
        _line(470, 14, 502, 14, "quiet", 1.5, "1.5 3"),
        _text(508, 18.5, unfrozen, size=12, tone="quiet"),
    ]
    for place, panel in enumerate(panels):
        left, top = 10 + (place % columns) * (wide + 10), 34 + (place // columns) * high
        body += _panel(panel, left, top, wide, high - 14, epoch)
    rows = -(-len(panels) // columns)
    return _svg(_WIDTH, 34 + rows * high, alt, body)


def _panel(
    panel: Curve, left: float, top: float, wide: float, high: float, epoch: str
) -> list[str]:
    x0, x1, y0, y1 = left + 40, left + wide - 8, top + high - 34, top + 24
    epochs = panel.train.shape[1]

    def at(step: int, value: float) -> str:
        share = step / max(epochs - 1, 1)
        return f"{x0 + share * (x1 - x0):.1f},{y0 + value * (y1 - y0):.1f}"

    body = [_text(left + 4, top + 13, panel.title, size=12.5, bold=True)]
    for tick in (0, 0.5, 1):
        y = y0 + tick * (y1 - y0)
        body += [
            _line(x0, y, x1, y, "line"),
            _text(x0 - 6, y + 4, f"{tick:.0%}", size=11, anchor="end", tone="quiet"),
        ]
    body += [
        _text(x0, y0 + 15, "1", size=11, anchor="middle", tone="quiet"),
        _text(x1, y0 + 15, str(epochs), size=11, anchor="middle", tone="quiet"),
        _text((x0 + x1) / 2, y0 + 15, epoch, size=11, anchor="middle", tone="quiet"),
    ]
    band = [at(k, v) for k, v in enumerate(panel.val.max(0))]
    band += [at(k, v) for k, v in reversed(list(enumerate(panel.val.min(0))))]
    body.append(
        f'<polygon points="{" ".join(band)}" style="fill:var(--tll-{panel.tone})" '
        'fill-opacity="0.15"/>'
    )
    for values, dash in ((panel.train.mean(0), ""), (panel.val.mean(0), ' stroke-dasharray="6 4"')):
        line = " ".join(at(k, v) for k, v in enumerate(values))
        body.append(
            f'<polyline points="{line}" fill="none" style="stroke:var(--tll-{panel.tone})" '
            f'stroke-width="2.2"{dash}/>'
        )
    if panel.turn:
        x = x0 + (panel.turn - 0.5) / max(epochs - 1, 1) * (x1 - x0)
        body.append(_line(x, y0, x, y1, "quiet", 1.5, "1.5 3"))
    return body


_SHAPES = (
    '<circle r="5"',
    '<rect x="-4.5" y="-4.5" width="9" height="9"',
    '<path d="M0,-6 L5.5,4.5 L-5.5,4.5 Z"',
    '<path d="M0,-6.5 L6.5,0 L0,6.5 L-6.5,0 Z"',
    '<path d="M-5,-5 L5,5 M-5,5 L5,-5"',
)


def plane(
    points: np.ndarray,
    labels: Sequence[int],
    wrong: Sequence[bool],
    names: Sequence[str],
    right: str,
    false: str,
    alt: str,
) -> str:
    """Photos as points float [n, 2]: the shape is the class (five, then again), hollow and small
    means answered rightly, filled and ringed wrongly."""
    high = 420
    low, top = points.min(0), points.max(0)
    span = np.maximum(top - low, 1e-9)
    placed = (points - low) / span * [_WIDTH - 60, high - 90] + [30, 20]
    body = [
        f'<rect x="8" y="4" width="{_WIDTH - 16}" height="{high - 60}" rx="8" fill="none" '
        'style="stroke:var(--tll-line)"/>'
    ]
    for k in sorted(range(len(placed)), key=lambda k: wrong[k]):  # mistakes on top
        shape, tone = _SHAPES[labels[k] % len(_SHAPES)], "wrong" if wrong[k] else "right"
        body.append(
            f'<g transform="translate({placed[k][0]:.1f},{placed[k][1]:.1f})"><title>'
            f'{escape(names[labels[k]])}</title>{shape} style="stroke:var(--tll-{tone});'
            f'fill:{f"var(--tll-{tone})" if wrong[k] else "none"}" stroke-width="1.8"/>'
            + ('<circle r="10" fill="none" style="stroke:var(--tll-wrong)"/>' if wrong[k] else "")
            + "</g>"
        )
    at = 24.0
    for label, name in enumerate(names[: 2 * len(_SHAPES)]):
        shape = _SHAPES[label % len(_SHAPES)]
        body.append(
            f'<g transform="translate({at:.0f},{high - 38})">{shape} fill="none" '
            'style="stroke:var(--tll-ink)" stroke-width="1.6"/></g>'
        )
        body.append(_text(at + 12, high - 33.5, name, size=12))
        at += 34 + 7.5 * breadth(name)
    body.append(_text(24, high - 12, f"○ {right}   ◉ {false}", size=12, tone="quiet"))
    return _svg(_WIDTH, high, alt, body)
