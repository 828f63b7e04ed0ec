"""The confusion matrix, with a cell for the finger on every count (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.frame import NARROW, axis, framed
from core.figures.palette import Palette, faded

CROWDED = 12  # classes from which the figure grows and its numbers shrink


@dataclass(frozen=True)
class ConfusionTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    true: str
    predicted: str
    hover: str  # with {count}, {true} and {predicted}


def _heat(shares: np.ndarray, names: Sequence[str], colour: str) -> go.Heatmap:
    return go.Heatmap(
        z=shares,
        x=list(range(len(names))),
        y=list(range(len(names))),
        zmin=0,
        zmax=1,
        colorscale=[[0, faded(colour, 0.0)], [0.02, faded(colour, 0.16)], [1, faded(colour, 0.85)]],
        showscale=False,
        hoverinfo="skip",
        xgap=2,
        ygap=2,
    )


def confusion_matrix(
    counts: Sequence[Sequence[int]],
    names: Sequence[str],
    texts: ConfusionTexts,
    palette: Palette,
    *,
    chosen: tuple[int, int] | None = None,
) -> go.Figure:
    """Counts with the true class in rows and the predicted class in columns.

    Shading is the share of its row: right answers in one colour, mistakes in the other, and the
    number is written in every cell, so that colour is not the only signal.  Heatmaps report no
    clicks: transparent markers lie over the cells with customdata ``[true, predicted]``.
    chosen: a cell to frame.
    """
    table = np.asarray(counts, dtype=float)
    k = len(names)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    diagonal = np.eye(k, dtype=bool)
    figure = go.Figure(
        [
            _heat(np.where(diagonal, shares, np.nan), names, palette.right),
            _heat(np.where(diagonal, np.nan, shares), names, palette.wrong),
        ]
    )
    rows, columns = (index.ravel() for index in np.indices((k, k)))
    numbers = table.astype(int).ravel()
    side = 380 / max(k, 3)
    figure.add_trace(
        go.Scatter(
            x=columns,
            y=rows,
            mode="markers+text",
            text=[str(n) if n else "·" for n in numbers],
            textfont={
                "size": 13 if k <= CROWDED else 10,
                "color": [palette.ink if n else palette.quiet for n in numbers],
            },
            marker={"symbol": "square", "size": side, "opacity": 0, "color": palette.ink},
            customdata=np.stack([rows, columns], axis=1),
            hovertext=[
                texts.hover.format(count=n, true=names[t], predicted=names[p])
                for n, t, p in zip(numbers, rows.tolist(), columns.tolist(), strict=True)
            ],
            hoverinfo="text",
            # The default dims what is not selected, which would hide the numbers.
            selected={"marker": {"opacity": 0}, "textfont": {"color": palette.ink}},
            unselected={"marker": {"opacity": 0}, "textfont": {"color": palette.ink}},
            showlegend=False,
        )
    )
    if chosen is not None:
        row, column = chosen
        figure.add_shape(
            type="rect",
            x0=column - 0.5,
            x1=column + 0.5,
            y0=row - 0.5,
            y1=row + 0.5,
            line={"color": palette.ink, "width": 2.5},
        )
    ticks: dict[str, Any] = {
        "tickvals": list(range(k)),
        "ticktext": list(names),
        "showgrid": False,
        "range": [-0.5, k - 0.5],
    }
    figure.update_xaxes(axis(texts.predicted, palette, **ticks, tickangle=-40 if k > 3 else 0))
    figure.update_yaxes(axis(texts.true, palette, **ticks | {"range": [k - 0.5, -0.5]}))
    return framed(
        figure,
        texts.title,
        palette,
        height=470 if k <= CROWDED else 470 + 16 * (k - CROWDED),
        columns=NARROW,
        clickmode="event+select",
        dragmode=False,
    )
