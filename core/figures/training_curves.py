"""The curves of one training as a page shows them: growing or finished, with a replay, before those
of earlier trainings (light)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

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
    figure = _alone(pen, history, loss, epochs, ended, replay)
    if others:  # which are this learner's own: what they stand behind is drawn once for everybody
        figure = deepcopy(figure)
        behind(pen, figure, others, marks)
    return figure


@kept
def _alone(
    pen: Pen, history: History, loss: str, epochs: int, ended: Ended | None, replay: bool
) -> go.Figure:
    if replay:
        return with_replay(pen, history, "", loss=loss, ended=ended)
    return learning_curves(pen, history, "", loss=loss, epochs=epochs, ended=ended)
