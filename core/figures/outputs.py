"""One output with sigmoid and two with softmax: the curve, the losses, the threshold (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.pen import Pen
from core.messages import msg

REACH = 8  # how far the difference of two logits goes
DASHES = {"two": "solid", "one": "dot", "double": "dash"}


def sigmoid(difference: float) -> float:
    """The probability of the second class when its logit is so much above that of the first."""
    return 1 / (1 + exp(-difference))


@kept
def sigmoid_curve(pen: Pen, difference: float, second: str, title: str) -> go.Figure:
    """Probability of the class `second` over the difference of the logits, with the threshold."""
    places = [REACH * (at / 40 - 1) for at in range(81)]
    sure = sigmoid(difference)
    tone = pen.palette.trainable if sure > 0.5 else pen.palette.frozen
    figure = go.Figure(
        [
            pen.line(
                places,
                [sigmoid(place) for place in places],
                pen.palette.ink,
                name=pen.say(msg("sigmoid")),
                hovertemplate="%{y:.0%}",
            ),
            pen.dots(
                [difference],
                [sure],
                {"size": 16, "color": tone, "line": {"width": 2, "color": pen.palette.ground}},
                name=pen.say(msg("this photo")),
                hovertemplate="%{y:.1%}",
            ),
        ]
    )
    pen.reference(figure, y=0.5, text=pen.say(msg("threshold 0.5")), at="bottom left")
    pen.reference(figure, x=0)
    across = pen.say(msg("Difference of the two logits, or the one logit"))
    figure.layout.xaxis = pen.axis(across, range=[-REACH, REACH], showgrid=False)
    figure.layout.yaxis = pen.shares(pen.say(msg("Probability of “{name}”", name=second)))
    return pen.framed(figure, title, 330, showlegend=False)


@kept
def output_losses(
    pen: Pen, curves: Mapping[str, Sequence[float]], names: Mapping[str, str], title: str
) -> go.Figure:
    """Loss over steps of each last layer, from the same answers on."""
    palette = pen.palette
    tones = {"two": palette.trainable, "one": palette.quiet, "double": palette.ink}
    figure = go.Figure(
        [
            pen.line(
                list(range(len(losses))),
                list(losses),
                tones[name],
                width=6 if name == "two" else 2.5,
                dash=DASHES[name],
                name=names[name],
                hovertemplate="%{y:.3f}",
            )
            for name, losses in curves.items()
        ]
    )
    figure.layout.xaxis = pen.axis(pen.say(msg("Step")), showgrid=False)
    figure.layout.yaxis = pen.axis(pen.say(msg("Loss (nats)")), rangemode="tozero")
    return pen.framed(figure, title, 340, hovermode="x unified", legend=pen.legend(-0.24))


@kept
def threshold_rows(
    pen: Pen,
    sure: Sequence[float],
    true: Sequence[int],
    names: Sequence[str],
    threshold: float,
    title: str,
) -> go.Figure:
    """Every photo in the row of its class, where its probability of the second class lies; right
    ones filled, wrong ones crosses."""
    figure = go.Figure()
    for right, name, symbol in (
        (True, msg("right"), "circle"),
        (False, msg("wrong"), "x"),
    ):
        these = [
            (share, 1 - label + 0.05 * (at % 9 - 4))
            for at, (share, label) in enumerate(zip(sure, true, strict=True))
            if ((share > threshold) == (label == 1)) is right
        ]
        tone = pen.palette.right if right else pen.palette.wrong
        figure.add_trace(
            pen.dots(
                [share for share, _row in these],
                [row for _share, row in these],
                {"color": tone, "symbol": symbol, "size": 8},
                name=pen.say(name),
                hovertemplate="%{x:.0%}",
            )
        )
    pen.reference(figure, x=threshold, text=f"{threshold:.2f}", at="top")
    across = pen.say(msg("Probability of “{name}”", name=names[1]))
    figure.layout.xaxis = pen.axis(across, range=[-0.02, 1.02], tickformat=".0%", showgrid=False)
    figure.layout.yaxis = pen.rows([names[1], names[0]])
    return pen.framed(figure, title, 300, room=14, legend=pen.legend(-0.32))
