"""Learning rates: walks on a slice of the loss, and trainings at several rates (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.experiments.descent import Slice, Walk
from core.figures.frame import axis, below, framed
from core.figures.palette import Palette, faded

VIEW = (-0.55, 0.8)  # of the slice: where the valley is
DASHES = ("dot", "solid", "dash")
SYMBOLS = ("circle", "diamond", "x")
TONES = {"crawls": "quiet", "settles": "right", "on_the_way": "ink", "escapes": "wrong"}


@dataclass(frozen=True)
class WalkTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    place: str
    loss: str
    step: str
    weights: str  # marks the trained weights
    walks: Sequence[str]  # name of each walk
    far: str  # hover of a step outside the view, with {step}, {place} and {loss}


def walks(on: Slice, walked: Sequence[Walk], texts: WalkTexts, palette: Palette) -> go.Figure:
    """Left the measured loss along the line with the steps of each walk, right loss over steps.

    Steps outside the view are drawn at its edge and pointed out.
    """
    figure = make_subplots(rows=1, cols=2, column_widths=[0.6, 0.4], horizontal_spacing=0.1)
    inside = (on.at >= VIEW[0]) & (on.at <= VIEW[1])
    top = 1.25 * float(max(on.loss[inside][0], 1.6 * on(0.0)[0]))
    fine = [VIEW[0] + (VIEW[1] - VIEW[0]) * i / 240 for i in range(241)]
    figure.add_trace(
        go.Scatter(
            x=fine,
            y=[on(place)[0] for place in fine],
            mode="lines",
            line={"color": palette.trainable, "width": 3},
            hoverinfo="skip",
            showlegend=False,
        ),
        row=1,
        col=1,
    )
    for number, walk in enumerate(walked):
        figure.add_trace(_steps(number, walk, texts, palette, top), row=1, col=1)
        figure.add_trace(_course(number, walk, texts, palette), row=1, col=2)
    figure.add_annotation(
        x=0,
        y=on(0.0)[0],
        text=texts.weights,
        ax=-64,
        ay=34,
        arrowcolor=palette.quiet,
        font={"size": 12, "color": palette.quiet},
        row=1,
        col=1,
    )
    figure.update_xaxes(axis(texts.place, palette, range=list(VIEW)), row=1, col=1)
    figure.update_yaxes(axis(texts.loss, palette, range=[0, top]), row=1, col=1)
    figure.update_xaxes(axis(texts.step, palette, showgrid=False, rangemode="tozero"), row=1, col=2)
    figure.update_yaxes(
        axis(texts.loss, palette, type="log", tickvals=[0.5, 1, 2, 5, 10, 20, 50]), row=1, col=2
    )
    return framed(figure, texts.title, palette, height=400, legend=below(palette, -0.24))


def _steps(number: int, walk: Walk, texts: WalkTexts, palette: Palette, top: float) -> go.Scatter:
    colour = getattr(palette, TONES[walk.verdict])
    low, high = VIEW[0] + 0.01, VIEW[1] - 0.01
    xs, ys, symbols, said = [], [], [], []
    for step, (place, loss) in enumerate(zip(walk.places, walk.losses, strict=True)):
        out = not (low <= place <= high and loss <= top)
        xs.append(min(max(place, low), high))
        ys.append(min(loss, 0.97 * top))
        pointing = "triangle-right" if place > 0 else "triangle-left"
        symbols.append(pointing if out else SYMBOLS[number % len(SYMBOLS)])
        said.append(texts.far.format(step=step, place=f"{place:.2f}", loss=f"{loss:.2f}"))
    return go.Scatter(
        x=xs,
        y=ys,
        mode="lines+markers",
        line={"color": faded(colour, 0.45), "width": 1.5, "dash": DASHES[number % len(DASHES)]},
        marker={
            "color": colour,
            "size": [12 if symbol.startswith("triangle") else 9 for symbol in symbols],
            "symbol": symbols,
            "line": {"color": palette.ground, "width": 1},
        },
        name=texts.walks[number],
        legendgroup=str(number),
        showlegend=False,
        hovertext=said,
        hoverinfo="text",
    )


def _course(number: int, walk: Walk, texts: WalkTexts, palette: Palette) -> go.Scatter:
    colour = getattr(palette, TONES[walk.verdict])
    return go.Scatter(
        x=list(range(len(walk.losses))),
        y=walk.losses,
        mode="lines+markers",
        line={"color": colour, "width": 2, "dash": DASHES[number % len(DASHES)]},
        marker={"color": colour, "size": 6, "symbol": SYMBOLS[number % len(SYMBOLS)]},
        name=texts.walks[number],
        legendgroup=str(number),
        hovertemplate="%{y:.2f}",
    )


@dataclass(frozen=True)
class RateTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    epoch: str
    accuracy: str
    unfrozen: str  # marks the epoch from which the blocks learn
    runs: Mapping[str, str]  # id of a training -> its name


def rate_curves(
    runs: Mapping[str, Sequence[Mapping[str, Any]]],
    texts: RateTexts,
    palette: Palette,
    *,
    alone: int,
    epochs: int,
) -> go.Figure:
    """Validation accuracy (0..1) of trainings that differ in one rate; `runs` may be beginnings.

    alone: epochs of the head by itself, before the blocks are unfrozen.  epochs: of all.
    """
    figure = go.Figure()
    colours = (palette.frozen, palette.trainable, palette.wrong)
    for number, (name, rows) in enumerate(runs.items()):
        figure.add_trace(
            go.Scatter(
                x=[row["epoch"] for row in rows],
                y=[row["val_accuracy"] for row in rows],
                mode="lines+markers",
                line={
                    "color": colours[number % len(colours)],
                    "width": 2.5,
                    "dash": DASHES[number % len(DASHES)],
                },
                marker={"size": 7, "symbol": SYMBOLS[number % len(SYMBOLS)]},
                name=texts.runs[name],
                hovertemplate="%{y:.0%}",
            )
        )
    figure.add_vline(
        x=alone + 0.5,
        line={"color": palette.quiet, "width": 1, "dash": "dot"},
        annotation_text=texts.unfrozen,
        annotation_position="top right",
        annotation_font={"size": 12, "color": palette.quiet},
    )
    figure.update_xaxes(
        axis(texts.epoch, palette, range=[0.6, epochs + 0.4], showgrid=False, tickformat="d")
    )
    figure.update_yaxes(axis(texts.accuracy, palette, range=[0, 1.02], tickformat=".0%"))
    return framed(
        figure,
        texts.title,
        palette,
        height=360,
        hovermode="x unified",
        legend=below(palette, -0.26),
    )
