"""The numbers behind a figure as tables, read from it so that they cannot differ (light)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

Rows = list[dict[str, Any]]
DIGITS = 4  # significant ones
_TAGS = re.compile(r"<br\s*/?>|<[^>]+>")
DRAWN = ("scatter", "bar", "heatmap", "histogram")


@dataclass(frozen=True)
class Table:
    """One panel of a figure; `title` is "" where there is only one."""

    title: str
    rows: Rows


def tables(figure: go.Figure) -> list[Table]:
    """A table a panel: a row for each place on the first axis, a column for each series.

    Series without a name are called after their axis; what only explains the legend is left out.
    """
    panels: dict[tuple[str, str], list[Any]] = {}
    for trace in figure.data:
        if trace.type in DRAWN and not _empty(trace):
            panels.setdefault((trace.xaxis or "x", trace.yaxis or "y"), []).append(trace)
    return [
        Table(_panel(figure, at) if len(panels) > 1 else "", rows)
        for at, (axes, traces) in enumerate(panels.items())
        if (rows := _rows(figure, axes, traces))
    ]


def _rows(figure: go.Figure, axes: tuple[str, str], traces: list[Any]) -> Rows:
    across, up = (_axis(figure, name) for name in axes)
    rows: dict[Any, dict[str, Any]] = {}
    for number, trace in enumerate(traces, 1):
        if trace.type == "heatmap":
            return _grid(trace, up)
        lying = trace.type == "bar" and trace.orientation == "h"
        first, second = (up, across) if lying else (across, up)
        name = _plain(trace.name or "") or second or str(number)
        for place, value, low, high in _points(trace, lying):
            row = rows.setdefault(place, {first or "x": place})
            column = name if name not in row else f"{name} ({number})"
            row[column] = value
            if low is not None:
                row[f"{column} ±"] = f"{low}–{high}"
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    return [{column: row.get(column) for column in columns} for row in rows.values()]


def _points(trace: Any, lying: bool) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Place, value, and the ends of the interval, if there is one."""
    places, values = (trace.y, trace.x) if lying else (trace.x, trace.y)
    bars = trace.error_x if lying else trace.error_y
    if places is None:
        places = range(len(values))
    for at, (place, value) in enumerate(zip(places, values, strict=False)):
        if value is None or place is None:
            continue
        low = high = None
        if bars is not None and bars.array is not None and len(bars.array) > at:
            down = bars.arrayminus if bars.arrayminus is not None else bars.array
            low, high = _short(value - down[at]), _short(value + bars.array[at])
        yield _short(place), _short(value), low, high


def _grid(trace: Any, up: str) -> Rows:
    """A heat map: a row a row, its columns by name."""
    across = trace.x if trace.x is not None else range(len(trace.z[0]))
    down = trace.y if trace.y is not None else range(len(trace.z))
    heads = [_plain(str(name)) for name in across]
    return [
        {up or "": _plain(str(name))}
        | {head: _short(value) for head, value in zip(heads, row, strict=True)}
        for name, row in zip(down, trace.z, strict=True)
    ]


def _empty(trace: Any) -> bool:
    """A legend's own entry, or nothing drawn."""
    values = trace.z if trace.type == "heatmap" else trace.y
    return values is None or len(values) == 0 or all(value is None for value in values)


def _axis(figure: go.Figure, name: str) -> str:
    axis: Any = figure.layout[f"{name[0]}axis{name[1:]}"]
    return _plain((axis.title.text if axis and axis.title else "") or "")


def _panel(figure: go.Figure, at: int) -> str:
    titles = [note.text for note in figure.layout.annotations if note.xref == "paper"]
    return _plain(titles[at]) if at < len(titles) else ""


def _plain(text: str) -> str:
    return " ".join(_TAGS.sub(" ", text).split())


def _short(value: Any) -> Any:
    """A number with few digits; words without their markup."""
    if isinstance(value, str):
        return _plain(value)
    if hasattr(value, "item"):
        value = value.item()
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value
