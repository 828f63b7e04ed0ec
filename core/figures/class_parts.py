"""How the photos of each class are divided: one bar a class, a segment for every part (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

PARTS = {
    "train": msg("For training"),
    "val": msg("For validation"),
    "test": msg("For the test, held out"),
    "rest": msg("Not used: look-alikes and surplus"),
}
PATTERNS = {"train": "", "val": "/", "test": "x", "rest": ""}


@kept
def class_parts(
    pen: Pen, counts: Mapping[str, Sequence[int]], title: str, names: Sequence[str], least: int
) -> go.Figure:
    """Stacked bars of photos per class.

    counts: part -> photos of every class, in the order of `names`; parts without photos are left
    out.  least: a number of photos that is asked for, drawn as a line.
    """
    figure = go.Figure(
        [_part(pen, part, counts[part], names) for part in PARTS if any(counts.get(part, ()))]
    )
    pen.reference(
        figure,
        x=least,
        text=pen.say(msg("{least} photos", least=least)),
        at="top",
        line={"color": pen.palette.ink, "width": 1.5, "dash": "dot"},
        annotation={"yanchor": "bottom"},
    )
    figure.layout.xaxis = pen.axis(pen.say(msg("Photos")), rangemode="tozero")
    figure.layout.yaxis = pen.axis("", autorange="reversed", showgrid=False, type="category")
    height = 150 + 44 * len(names)
    legend = pen.legend(-70 / max(60, height - 150), traceorder="normal")
    return pen.framed(figure, title, height, legend=legend, barmode="stack", bargap=0.35)


def _part(pen: Pen, part: str, values: Sequence[int], names: Sequence[str]) -> go.Bar:
    palette = pen.palette
    rest = part == "rest"
    warm = palette.head if part == "test" else palette.trainable
    name = pen.say(PARTS[part])
    return go.Bar(
        y=list(names),
        x=list(values),
        name=name,
        orientation="h",
        marker={
            "color": faded(palette.quiet, 0.35) if rest else warm,
            "pattern": {
                "shape": PATTERNS[part],
                "fillmode": "overlay",
                "fgcolor": palette.ground,
                "size": 7,
            },
            "line": {"color": palette.ground, "width": 1},
        },
        text=[str(value) if value else "" for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": palette.ink if rest else palette.ground, "size": 13},
        hovertemplate=f"%{{y}}: %{{x}} {name}<extra></extra>",
    )
