"""The curves of one training as a page shows them: growing or finished, with a replay, before those
of earlier trainings (light)."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures.curves import Ended, History, behind, learning_curves
from core.figures.kept import kept
from core.figures.pen import Pen
from core.figures.replay import with_replay


@kept
def training_curves(
    pen: Pen,
    history: History,
    *,
    loss: str,
    epochs: int,
    ended: Ended | None = None,
    replay: bool = False,
    others: Sequence[History] = (),
    marks: Sequence[str] = (),
) -> go.Figure:
    """`learning_curves` without a title, or `with_replay`; `others` are drawn behind, each with its
    mark."""
    if replay:
        figure = with_replay(pen, history, "", loss=loss, ended=ended)
    else:
        figure = learning_curves(pen, history, "", loss=loss, epochs=epochs, ended=ended)
    if others:
        behind(pen, figure, others, marks)
    return figure
