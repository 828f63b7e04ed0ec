"""A block of any kind as boxes and arrows: where each step stands follows from what it reads.

Steps that follow each other stand below each other, ways that part stand side by side until they
meet again, and a way without steps of its own goes around them: a skip connection (light).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.figures.flow import STEP_X, TIGHT, Arrow, Box, flow_svg
from core.figures.pen import Pen
from core.messages import msg
from core.zoo.steps import INPUT, Step

MERGES = ("Add", "Concatenate", "Multiply")
LEAST = 0.75  # of its own size that a drawing may shrink to
MANY = 4  # boxes side by side that stand closer together, so that a phone holds them
BESIDE = 0.36  # columns between the boxes and a way around them


@dataclass(frozen=True)
class _Laid:
    """A piece of the drawing: places from its upper left corner, in boxes."""

    places: dict[str, tuple[float, float]]  # step -> column, row
    bows: dict[tuple[str, str], float]  # a way without steps: from, to -> columns aside
    width: float
    rows: float


def block_svg(
    pen: Pen,
    steps: Sequence[Step],
    label: str,
    *,
    words: Mapping[str, Box],
    start: str,
    chosen: str = "",
) -> str:
    """The drawing of a block (`core.zoo.steps.steps`) as an SVG string with its boxes to pick.

    words: the box of every step, which has no place yet.  start: what the block reads.
    """
    laid = _lay(steps)
    spans = _spans(steps, laid)
    kinds = {step.id: step.layer["kind"] for step in steps}
    boxes = []
    for name, (column, row) in laid.places.items():
        if name == INPUT:
            boxes.append(Box(name, start, column=column, row=row, width=spans[name]))
            continue
        box = replace(words[name], column=column, row=row, width=spans[name])
        boxes.append(replace(box, tone=_tone(kinds[name]), chosen=name == chosen))
    arrows, skip = [], pen.say(msg("skip"))
    for step in steps:
        for source in step.inputs:
            bow = laid.bows.get((source, step.id), 0)
            around = bool(bow) and kinds[step.id] == "Add"
            tone = "right" if around else "quiet"
            arrows.append(
                Arrow(source, step.id, bow, tone, dashed=around, label=skip if around else "")
            )
    apart = TIGHT if laid.width >= MANY else STEP_X
    drawn = flow_svg(pen, boxes, arrows, label, apart)
    least = LEAST * apart * laid.width  # below it letters are too small: the drawing then scrolls
    inside = f'<div style="min-width:{least:.0f}px">{drawn}</div>'
    return f'<div style="overflow-x:auto;scrollbar-width:thin">{inside}</div>'


def columns(steps: Sequence[Step]) -> float:
    """How many boxes a block is wide."""
    return _lay(steps).width


def _spans(steps: Sequence[Step], laid: _Laid) -> dict[str, float]:
    """Widths in columns: what ways part from or meet in is as wide as they are, so that they run
    straight down and cross no box."""
    above: dict[str, list[float]] = {name: [] for name in laid.places}
    below: dict[str, list[float]] = {name: [] for name in laid.places}
    for step in steps:
        for source in step.inputs:
            if (source, step.id) not in laid.bows:
                above[step.id].append(laid.places[source][0])
                below[source].append(laid.places[step.id][0])
    return {
        name: 1 + max(max(at) - min(at) if at else 0 for at in (above[name], below[name]))
        for name in laid.places
    }


def _tone(kind: str) -> str:
    """Where ways meet is set apart from what computes, and that from what only passes on."""
    if kind in MERGES:
        return "right"
    return "ink" if kind in ("Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Dense") else "quiet"


def _lay(steps: Sequence[Step]) -> _Laid:
    readers: dict[str, list[str]] = {name: [] for name in (INPUT, *(step.id for step in steps))}
    for step in steps:
        for source in dict.fromkeys(step.inputs):
            readers[source].append(step.id)
    order = {step.id: place for place, step in enumerate(steps)}
    sources = {step.id: step.inputs for step in steps}
    kinds = {step.id: step.layer["kind"] for step in steps}
    reach: dict[str, set[str]] = {}
    for name in [*reversed(order), INPUT]:
        reach[name] = {name}.union(*(reach[reader] for reader in readers[name]))

    def series(name: str | None, stop: str | None) -> _Laid:
        """From a step to the end of its way, or up to where other ways meet it."""
        parts: list[_Laid] = []
        while name is not None and name != stop:
            parts.append(_Laid({name: (0, 0)}, {}, 1, 1))
            after = readers[name]
            if len(after) > 1:
                name, between = parted(name, after)
                parts.append(between)
            else:
                name = after[0] if after else None
        return _joined(parts, down=True)

    def parted(name: str, after: list[str]) -> tuple[str, _Laid]:
        meeting = min(set.intersection(*(reach[one] for one in after)), key=order.__getitem__)
        ends = sources[meeting]  # the ways stand in the order in which they are put together
        ways = sorted(
            after,
            key=lambda one: min(
                place
                for place, end in enumerate(ends)
                if (end == name if one == meeting else end in reach[one])
            ),
        )
        beside = _joined([series(one, meeting) for one in ways if one != meeting], down=False)
        if meeting in after:
            aside = (beside.width / 2 + BESIDE) * (1 if kinds[meeting] == "Add" else -1)
            beside = replace(beside, bows=beside.bows | {(name, meeting): aside})
        return meeting, beside

    return series(INPUT, None)


def _joined(parts: Sequence[_Laid], down: bool) -> _Laid:
    """Pieces below each other in the middle of the widest, or beside each other."""
    wide, high = [part.width for part in parts], [part.rows for part in parts]
    width, rows = (max(wide), sum(high)) if down else (sum(wide), max(high))
    places: dict[str, tuple[float, float]] = {}
    bows: dict[tuple[str, str], float] = {}
    left = top = 0.0
    for part in parts:
        aside = (width - part.width) / 2 if down else left
        for name, (column, row) in part.places.items():
            places[name] = (column + aside, row + top)
        bows |= part.bows
        left, top = (left, top + part.rows) if down else (left + part.width, top)
    return _Laid(places, bows, width, rows)
