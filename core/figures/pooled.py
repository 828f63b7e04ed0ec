"""How a class has guessed, and what came out (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import wrapped
from core.figures.pen import Pen
from core.messages import msg

_LABEL = 26  # characters in a line of an answer
_ROW, _NARROW = 52, 36  # pixels of an answer; of one among many
_MANY = 6


@dataclass(frozen=True)
class Answer:
    """One answer: how many guessed it, for how many it came out."""

    label: str
    guessed: int
    came: int


@kept
def pooled(pen: Pen, answers: Sequence[Answer], title: str) -> go.Figure:
    """Two bars for each answer, the first answer on top."""
    palette = pen.palette
    labels = [wrapped(answer.label, _LABEL) for answer in answers]
    figure = go.Figure(
        [
            go.Bar(
                x=counts,
                y=list(range(len(answers))),
                orientation="h",
                name=pen.say(name),
                marker={"color": colour},
                text=[count or "" for count in counts],
                textposition="outside",
                textfont={"size": 13, "color": palette.ink},
                cliponaxis=False,
                hovertemplate="%{x}<extra></extra>",
            )
            for name, colour, counts in (
                (msg("guessed"), palette.head, [answer.guessed for answer in answers]),
                (msg("came out"), palette.right, [answer.came for answer in answers]),
            )
        ]
    )
    figure.update_layout(barmode="group", bargap=0.35, bargroupgap=0.05)
    most = max((max(answer.guessed, answer.came) for answer in answers), default=1) or 1
    axis = pen.axis(pen.say(msg("learners")), range=[0, 1.12 * most], tickformat="d")
    figure.layout.xaxis = axis | ({"dtick": 1} if most < 6 else {})
    figure.layout.yaxis = pen.rows(labels)
    row = _NARROW if len(answers) > _MANY else _ROW
    legend = pen.legend(1.02, above=True)
    return pen.framed(figure, title, 150 + row * len(answers), legend=legend, room=24)
