"""A curve that was predicted and then measured: the guess is open and dotted (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.figures.kept import kept
from core.figures.lettering import wrapped
from core.figures.pen import Pen
from core.messages import Message, msg

COLUMNS = 44  # of the title: the figure stands in a box that a tablet makes narrow
MANY = 12  # places from which on lines have no marks and few ticks

# What a line stands for decides its look: validation is dashed as in every learning curve.
_STYLES = {
    "frozen": ("frozen", "solid"),
    "scratch": ("trainable", "solid"),
    "validation": ("ink", "dash"),
    "answer": ("head", "solid"),
}
LINES = {
    "frozen": msg("frozen features, new head"),
    "scratch": msg("from scratch"),
    "validation": msg("validation"),
    "answer": msg("probability"),
}
_ACCURACY = msg("validation accuracy")
_PHOTOS = msg("training photos of each class")
AXES: dict[str, tuple[Message, Message]] = {  # of every experiment: across, upwards
    "photos": (_PHOTOS, _ACCURACY),
    "reuse": (_PHOTOS, _ACCURACY),
    "sizes": (msg("input size (pixels a side)"), _ACCURACY),
    "rates": (msg("learning rate"), _ACCURACY),
    "loose": (msg("epoch"), _ACCURACY),
    "losses": (msg("epoch"), msg("validation loss")),
    "cover": (msg("share of the photo that is covered"), msg("probability of the first answer")),
}


@kept
def predicted(
    pen: Pen,
    curve: Mapping[str, Any],
    title: str,
    experiment: str,
    *,
    ticks: Sequence[str],
    guess: Sequence[float] | None = None,
) -> go.Figure:
    """The lines of a curve with their intervals, and what was guessed (same x, 0..1).

    curve: ``x`` and ``lines`` (name -> ``y``, perhaps ``low`` and ``high``), perhaps ``turn``, the
    epoch behind which more is trained; no lines yet: the guess alone.  experiment: of AXES.
    ticks: labels of the x values, all of equal distance.
    """
    places = list(range(len(ticks)))
    percent = experiment != "losses"
    form = "%{y:.0%}" if percent else "%{y:.2f}"
    figure = go.Figure()
    if guess is not None:
        own = pen.line(
            places,
            list(guess),
            pen.palette.quiet,
            width=2,
            dash="dot",
            name=pen.say(msg("your prediction")),
            marker={"symbol": "diamond-open", "size": 12, "line": {"width": 2}},
            hovertemplate=form,
        )
        figure.add_trace(own)
    for name, line in curve["lines"].items():
        figure.add_trace(_line(pen, name, places, line, form))
    if "turn" in curve:
        said = pen.say(msg("blocks learn too"))
        pen.reference(figure, x=curve["turn"] - 0.5, text=said, at="top right")
    shown = places if len(places) < MANY else places[4::5]
    across, upwards = map(pen.say, AXES[experiment])
    said_ticks = [ticks[i] for i in shown]
    figure.layout.xaxis = pen.axis(across, tickvals=shown, ticktext=said_ticks, showgrid=False)
    figure.layout.yaxis = pen.shares(upwards) if percent else pen.axis(upwards, rangemode="tozero")
    return pen.framed(
        figure,
        title,
        340,
        columns=COLUMNS,
        top=76 + 22 * wrapped(title, COLUMNS).count("<br>"),
        showlegend=True,
        hovermode="x unified",
        legend=pen.legend(1.02, above=True),
    )


def _line(pen: Pen, name: str, places: list[int], line: Mapping[str, Any], form: str) -> go.Scatter:
    tone, dash = _STYLES[name]
    colour = pen.tone(tone)
    bars = None
    if "low" in line:
        ends = zip(line["low"], line["high"], strict=True)
        bars = pen.interval(line["y"], ends, colour)
    return pen.line(
        places,
        line["y"],
        colour,
        dash=dash,
        name=pen.say(LINES[name]),
        mode="lines+markers" if len(places) < MANY else "lines",
        marker={"size": 8},
        error_y=bars,
        hovertemplate=form,
    )
