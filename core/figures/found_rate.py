"""The loss while the learning rate grows, with the rate that is advised and the one that is set."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg
from core.transfer.rates import written


@kept
def found_rate(
    pen: Pen,
    rates: Sequence[float],
    losses: Sequence[float],
    title: str,
    *,
    chosen: float,
    advice: float | None,
) -> go.Figure:
    """`chosen` and `advice` are marked on the axis of rates, which is logarithmic."""
    figure = go.Figure(
        pen.line(
            list(rates),
            list(losses),
            pen.tone("trainable"),
            width=2,
            name=pen.say(msg("loss")),
            hovertemplate="%{x:.2g}: %{y:.3f}",
        )
    )
    ends = [min(losses), max(losses)]
    marks = [(chosen, "quiet", "dot", msg("set: {rate}", rate=written(chosen)))]
    if advice is not None:
        marks.append((advice, "head", "", msg("advice: {rate}", rate=written(advice))))
    for rate, tone, dash, said in marks:
        line = pen.line(
            [rate, rate], ends, pen.tone(tone), dash=dash, name=pen.say(said), hoverinfo="skip"
        )
        figure.add_trace(line)
    figure.layout.xaxis = pen.axis(
        pen.say(msg("learning rate")), type="log", dtick=1, exponentformat="power"
    )
    figure.layout.yaxis = pen.axis(pen.say(msg("loss")))
    return pen.framed(figure, title, 260, top=92, legend=pen.legend(1.06, above=True))
