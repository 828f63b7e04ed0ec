"""Learning curves to play again and to scrub: frames over the finished figure (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from core.figures.curves import CurveTexts, learning_curves
from core.figures.palette import Palette

READABLE = 3000  # milliseconds for the whole replay ...
PACE = (40, 350)  # ... as long as one epoch stays within these


@dataclass(frozen=True)
class ReplayTexts:
    """Words of the replay, in the reader's language."""

    button: str  # "Replay"
    end: str  # "To the end"
    epoch: str  # "epoch", before the number beside the slider


def with_replay(
    history: Sequence[Mapping[str, Any]],
    texts: CurveTexts,
    replay: ReplayTexts,
    palette: Palette,
    *,
    epochs: int,
    finished: tuple[float, float] | None = None,
    test: tuple[float, float, float] | None = None,
) -> go.Figure:
    """`learning_curves` of a finished run, with a replay button and a slider over its epochs.

    The figure shows the whole run until somebody plays or scrubs.  What the finished network and
    the test came to appears in the last frame only, as it was measured.
    """
    top = max(max(row["loss"], row["val_loss"]) for row in history)
    figure = learning_curves(
        history, texts, palette, epochs=epochs, finished=finished, test=test, loss_top=top
    )
    lines = [trace for trace in figure.data if trace.mode != "markers"]
    others = [trace for trace in figure.data if trace.mode == "markers"]
    frames = []
    for until in range(1, len(history) + 1):
        last = until == len(history)
        data: list[Any] = [go.Scatter(x=line.x[:until], y=line.y[:until]) for line in lines]
        data += [go.Scatter(opacity=1.0 if last else 0.0) for _ in others]
        frames.append(go.Frame(name=str(until), data=data, traces=list(range(len(data)))))
    figure.frames = frames
    pace = min(max(READABLE / len(history), PACE[0]), PACE[1])

    def moving(duration: float) -> dict[str, Any]:
        return {
            "frame": {"duration": duration, "redraw": False},
            "transition": {"duration": 0},
            "mode": "immediate",
            "fromcurrent": False,
        }

    below = -0.3
    figure.update_layout(
        height=figure.layout.height + 84,
        margin={"b": 100},
        updatemenus=[
            {
                "type": "buttons",
                "direction": "left",
                "x": 0,
                "y": below,
                "xanchor": "left",
                "yanchor": "top",
                "pad": {"t": 2, "r": 8},
                "showactive": False,
                "bgcolor": palette.raised,
                "bordercolor": palette.quiet,
                "font": {"color": palette.ink},
                "buttons": [
                    {
                        "label": replay.button,
                        "method": "animate",
                        "args": [[frame.name for frame in frames], moving(pace)],
                    },
                    {  # second: components/autoplay.py presses it
                        "label": replay.end,
                        "method": "animate",
                        "args": [[frames[-1].name], moving(0)],
                    },
                ],
            }
        ],
        sliders=[
            {
                "x": 0.36,
                "len": 0.64,
                "y": below,
                "yanchor": "top",
                "active": len(frames) - 1,
                "pad": {"t": 0},
                "tickcolor": palette.quiet,
                "bordercolor": palette.quiet,
                "bgcolor": palette.raised,
                "font": {"color": palette.quiet, "size": 11},
                "currentvalue": {
                    "prefix": f"{replay.epoch} ",
                    "xanchor": "right",
                    "font": {"color": palette.quiet, "size": 12},
                },
                "minorticklen": 0,
                "ticklen": 0,
                "steps": [
                    {"label": frame.name, "method": "animate", "args": [[frame.name], moving(0)]}
                    for frame in frames
                ],
            }
        ],
    )
    return figure
