"""Learning rates: walks on a slice of the loss, and trainings at several rates (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from core.experiments.descent import Slice, Walk
from core.figures.kept import kept
from core.figures.lettering import wrapped
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

HALF, BRIEF = 30, 10  # columns below the slice, and of a note in it: it is narrow on a telephone
VIEW = (-0.55, 0.8)  # of the slice: where the valley is
DASHES = ("dot", "solid", "dash")
SYMBOLS = ("circle", "diamond", "x")
TONES = {"crawls": "quiet", "settles": "right", "on_the_way": "ink", "escapes": "wrong"}


@kept
def walks(
    pen: Pen, on: Slice, title: str, walked: Sequence[Walk], names: Sequence[str]
) -> go.Figure:
    """Left the measured loss along the line with the steps of each walk, right loss over steps.

    Steps outside the view are drawn at its edge and pointed out.
    """
    figure = pen.panels(1, 2, column_widths=[0.6, 0.4], horizontal_spacing=0.1)
    inside = (on.at >= VIEW[0]) & (on.at <= VIEW[1])
    top = 1.25 * float(max(on.loss[inside][0], 1.6 * on(0.0)[0]))
    fine = [VIEW[0] + (VIEW[1] - VIEW[0]) * i / 240 for i in range(241)]
    valley, warm = [on(place)[0] for place in fine], pen.palette.trainable
    line = pen.line(fine, valley, warm, width=3, hoverinfo="skip", showlegend=False)
    figure.add_trace(line, row=1, col=1)
    for number, (walk, name) in enumerate(zip(walked, names, strict=True)):
        figure.add_trace(_steps(pen, number, walk, name, top), row=1, col=1)
        course = pen.line(
            list(range(len(walk.losses))),
            walk.losses,
            pen.tone(TONES[walk.verdict]),
            width=2,
            dash=DASHES[number % len(DASHES)],
            marker={"size": 6, "symbol": SYMBOLS[number % len(SYMBOLS)]},
            name=name,
            legendgroup=str(number),
            hovertemplate="%{y:.2f}",
        )
        figure.add_trace(course, row=1, col=2)
    quiet, start = pen.palette.quiet, wrapped(pen.say(msg("the same weights")), BRIEF)
    look = {"arrowcolor": quiet, "font": {"size": 12, "color": quiet}, "showarrow": True}
    pen.note(figure, 0, on(0.0)[0], start, ax=-42, ay=36, row=1, col=1, **look)
    place = pen.say(msg("Distance from the trained weights, downhill to the right"))
    loss, step = pen.say(msg("Loss (nats)")), pen.say(msg("Step"))
    figure.update_xaxes(pen.axis(place, columns=HALF, range=list(VIEW)), row=1, col=1)
    figure.update_yaxes(pen.axis(loss, range=[0, top]), row=1, col=1)
    figure.update_xaxes(pen.axis(step, showgrid=False, rangemode="tozero"), row=1, col=2)
    ticks = [0.5, 1, 2, 5, 10, 20, 50]
    figure.update_yaxes(pen.axis(loss, type="log", tickvals=ticks), row=1, col=2)
    return pen.framed(figure, title, 420, legend=pen.legend(-0.32))


def _steps(pen: Pen, number: int, walk: Walk, name: str, top: float) -> go.Scatter:
    colour = pen.tone(TONES[walk.verdict])
    low, high = VIEW[0] + 0.01, VIEW[1] - 0.01
    symbols, said = [], []
    for step, (place, loss) in enumerate(zip(walk.places, walk.losses, strict=True)):
        out = not (low <= place <= high and loss <= top)
        pointing = "triangle-right" if place > 0 else "triangle-left"
        symbols.append(pointing if out else SYMBOLS[number % len(SYMBOLS)])
        where = {"step": step, "place": f"{place:.2f}", "loss": f"{loss:.2f}"}
        said.append(pen.say(msg("step {step}: place {place}, loss {loss}", **where)))
    return pen.line(
        [min(max(place, low), high) for place in walk.places],
        [min(loss, 0.97 * top) for loss in walk.losses],
        faded(colour, 0.45),
        width=1.5,
        dash=DASHES[number % len(DASHES)],
        marker={
            "color": colour,
            "size": [12 if symbol.startswith("triangle") else 9 for symbol in symbols],
            "symbol": symbols,
            "line": {"color": pen.palette.ground, "width": 1},
        },
        name=name,
        legendgroup=str(number),
        showlegend=False,
        hovertext=said,
        hoverinfo="text",
    )


@kept
def rate_curves(
    pen: Pen,
    runs: Mapping[str, Sequence[Mapping[str, Any]]],
    title: str,
    *,
    alone: int,
    epochs: int,
) -> go.Figure:
    """Validation accuracy (0..1) of trainings that differ in one rate; `runs` by their names, may
    be beginnings.

    alone: epochs of the head by itself, before the blocks are unfrozen.  epochs: of all.
    """
    colours = (pen.palette.frozen, pen.palette.trainable, pen.palette.wrong)
    figure = go.Figure(
        [
            pen.line(
                [row["epoch"] for row in rows],
                [row["val_accuracy"] for row in rows],
                colours[number % len(colours)],
                dash=DASHES[number % len(DASHES)],
                marker={"size": 7, "symbol": SYMBOLS[number % len(SYMBOLS)]},
                name=name,
                hovertemplate="%{y:.0%}",
            )
            for number, (name, rows) in enumerate(runs.items())
        ]
    )
    unfrozen = pen.say(msg("blocks unfrozen →"))
    pen.reference(figure, x=alone + 0.5, text=unfrozen, at="top right")
    span, epoch = [0.6, epochs + 0.4], pen.say(msg("Epoch"))
    figure.layout.xaxis = pen.axis(epoch, range=span, showgrid=False, tickformat="d")
    figure.layout.yaxis = pen.shares(pen.say(msg("Validation accuracy")))
    return pen.framed(figure, title, 360, hovermode="x unified", legend=pen.legend(-0.26))
