"""Learning curves to play again and to scrub: frames over the finished figure (light)."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from core.figures.curves import Ended, History, learning_curves
from core.figures.moving import buttons, slider
from core.figures.pen import Pen
from core.messages import msg

READABLE = 3000  # milliseconds for the whole replay ...
PACE = (40, 350)  # ... as long as one epoch stays within these
BELOW = -0.3  # where button and slider stand, in heights of the plot


def with_replay(
    pen: Pen, history: History, title: str, *, loss: str, ended: Ended | None = None
) -> go.Figure:
    """`learning_curves` of a finished run, with a replay button and a slider over its epochs.

    The figure shows the whole run until somebody plays or scrubs.  What the finished network and
    the test came to appears in the last frame only, as it was measured.
    """
    figure = learning_curves(pen, history, title, loss=loss, epochs=len(history), ended=ended)
    top = max(max(row["loss"], row["val_loss"]) for row in history)
    figure.update_yaxes(range=[0, top * 1.05], col=2)  # so that the replay does not rescale
    figure.frames = _frames(figure, len(history))
    for mark in [trace for trace in figure.data if trace.mode == "markers"]:
        # Its sign in the legend would come and go with it.
        figure.add_trace(pen.key(mark.name, mode="markers", marker=mark.marker))
        mark.showlegend = False
    names = [frame.name for frame in figure.frames]
    pace = min(max(READABLE / len(names), PACE[0]), PACE[1])
    steps = (
        (pen.say(msg("Replay")), [names, _moving(pace)]),
        (pen.say(msg("To the end")), [names[-1:], _moving(0)]),  # components/autoplay.py presses it
    )
    figure.update_layout(
        height=figure.layout.height + 84,
        margin={"b": 100},
        updatemenus=[buttons(pen, BELOW, steps, direction="left", pad={"t": 2, "r": 8})],
        sliders=[_slider(pen, names)],
    )
    return figure


def _frames(figure: go.Figure, epochs: int) -> list[go.Frame]:
    lines = [trace for trace in figure.data if trace.mode != "markers"]
    others = [trace for trace in figure.data if trace.mode == "markers"]
    frames = []
    for until in range(1, epochs + 1):
        last = until == epochs
        data: list[Any] = [go.Scatter(x=line.x[:until], y=line.y[:until]) for line in lines]
        data += [go.Scatter(opacity=1.0 if last else 0.0) for _ in others]
        frames.append(go.Frame(name=str(until), data=data, traces=list(range(len(data)))))
    return frames


def _moving(duration: float) -> dict[str, Any]:
    return {
        "frame": {"duration": duration, "redraw": False},
        "transition": {"duration": 0},
        "mode": "immediate",
        "fromcurrent": False,
    }


def _slider(pen: Pen, names: list[str]) -> dict[str, Any]:
    quiet = pen.palette.quiet
    return slider(
        pen,
        BELOW,
        [(name, [[name], _moving(0)]) for name in names],
        x=0.36,
        len=0.64,
        yanchor="top",
        active=len(names) - 1,
        pad={"t": 0},
        bgcolor=pen.palette.raised,
        font={"color": quiet, "size": 11},
        currentvalue={
            "prefix": f"{pen.say(msg('epoch'))} ",
            "xanchor": "right",
            "font": {"color": quiet, "size": 12},
        },
        minorticklen=0,
        ticklen=0,
    )
