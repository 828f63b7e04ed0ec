"""Before and after: the same training without and with something, its seeds side by side (light).

Training solid, validation dashed; what is compared is told apart by colour and by a label at the
end of its lines.  The curves are counted while the network learns; the label of a finished one says
what that gets right, dropout and augmentation switched off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean
from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.figures.frame import NARROW, axis, framed
from core.figures.palette import Palette, faded

Rows = Sequence[Mapping[str, Any]]
HEIGHT = {1: 372, 2: 620}  # panels → pixels
ROOM = 0.6  # space for labels behind the last epoch, as a share of the epochs
LEAD = 0.06  # where labels begin
GAP = 0.075  # least distance of two labels, as a share of the axis
MOST_LOSS = 3.0  # ln 10 = 2.3 is guessing; a loss beyond this is cut off
STEP = 0.2  # the accuracy axis ends at a multiple of it


@dataclass(frozen=True)
class Curve:
    """One thing compared: its name at the line's end, its colour (`arm_colours`), a run a seed.

    finished: accuracy of the finished networks on the training and on the validation photos, mean
    over the seeds; None while it learns, and where the loss is drawn.
    """

    name: str
    colour: str
    runs: Sequence[Rows]
    finished: tuple[float, float] | None = None


@dataclass(frozen=True)
class Panel:
    """Curves that share one pair of axes; `title` "" where there is only one panel."""

    title: str
    curves: Sequence[Curve]


@dataclass(frozen=True)
class BeforeAfterTexts:
    """Every word in the figure, in the reader's language."""

    title: str
    train: str
    validation: str
    x: str
    y: str
    chance: str
    finished: str  # what the marks are that labels lead to


@dataclass(frozen=True)
class _Bundle:
    """The lines of one curve that are all training or all validation."""

    name: str
    kind: str
    colour: str
    dash: str
    lines: list[list[tuple[float, float]]]  # points of each seed, none of them empty
    finished: float | None

    @property
    def end(self) -> tuple[float, float]:
        """The last place of the longest, at the finished network's value or the mean of where all
        of them end."""
        value = self.finished
        if value is None:
            value = mean(line[-1][1] for line in self.lines)
        return max(line[-1][0] for line in self.lines), value


def finished(runs: Sequence[Mapping[str, Any]]) -> tuple[float, float] | None:
    """`Curve.finished` of runs of `tricks.experiment`; None while one is under way."""
    ends = [run["final"] for run in runs if "final" in run]
    if not ends or len(ends) < len(runs):
        return None
    return mean(end["train"] for end in ends), mean(end["validation"] for end in ends)


def arm_colours(palette: Palette) -> tuple[str, str, str]:
    """Before is quiet, after is what was trained with the trick, and one more."""
    return palette.quiet, palette.trainable, palette.head


def apart(values: Sequence[float], gap: float) -> list[float]:
    """The same values pushed apart to at least `gap`, in their order, moved as little as needed."""
    order = sorted(range(len(values)), key=values.__getitem__)
    groups: list[tuple[float, list[int]]] = []  # centre of labels that touch, and which they are
    for which in order:
        centre, members = values[which], [which]
        while groups and centre - groups[-1][0] < gap * (len(groups[-1][1]) + len(members)) / 2:
            other, before = groups.pop()
            size = len(before) + len(members)
            centre = (other * len(before) + centre * len(members)) / size
            members = before + members
        groups.append((centre, members))
    out = [0.0] * len(values)
    for centre, members in groups:
        for place, which in enumerate(members):
            out[which] = centre + gap * (place - (len(members) - 1) / 2)
    return out


def before_after(
    panels: Sequence[Panel],
    texts: BeforeAfterTexts,
    palette: Palette,
    *,
    epochs: int,
    measure: str = "accuracy",
    steps: int = 1,
    chance: float | None = None,
) -> go.Figure:
    """Curves over the epochs, one panel or two above each other; runs may be a beginning only.

    A run is rows with ``epoch`` (from 1), `measure` and ``val_`` + `measure` (None is left out).
    measure: ``accuracy`` (0..1) or ``loss``.  steps: training steps an epoch when the horizontal
    axis counts steps.  chance: what guessing reaches, drawn dotted.
    """
    share = measure == "accuracy"
    bundles = [_bundles(panel, texts, measure, steps) for panel in panels]
    top = _top(bundles) if share else MOST_LOSS
    several, last = len(panels) > 1, epochs * steps
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        vertical_spacing=0.13,
        shared_xaxes=True,
        subplot_titles=[panel.title for panel in panels] if several else None,
    )
    figure.update_annotations(font={"size": 13, "color": palette.ink})
    for row, drawn in enumerate(bundles, start=1):
        for bundle in drawn:
            figure.add_traces(_lines(bundle, share), row, 1)
        _labels(figure, row, drawn, last, top, share)
        if chance is not None:
            figure.add_hline(
                y=chance,
                line={"color": palette.quiet, "width": 1, "dash": "dot"},
                annotation_text=texts.chance,
                annotation_position="bottom left",
                annotation_font={"size": 12, "color": palette.quiet},
                row=row,
                col=1,
            )
    finished = any(bundle.finished is not None for drawn in bundles for bundle in drawn)
    figure.add_traces(_key(texts, palette, finished), 1, 1)
    figure.update_xaxes(
        axis(
            "",
            palette,
            range=[0.6 * steps, last * (1 + ROOM)],
            showgrid=False,
            tickvals=_ticks(epochs, steps),
        )
    )
    figure.update_yaxes(
        axis(texts.y, palette, range=[0, top * 1.02], tickformat=".0%" if share else ".1f")
    )
    figure.update_xaxes(title=axis(texts.x, palette)["title"], row=len(panels), col=1)
    return framed(
        figure,
        texts.title,
        palette,
        height=HEIGHT[len(panels)],
        columns=NARROW,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.05 if several else 1.01,
            "yanchor": "bottom",
            "font": {"color": palette.ink},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        margin={"l": 8, "r": 12, "t": 108 if several else 86, "b": 8},
        transition={"duration": 0},
    )


def _bundles(panel: Panel, texts: BeforeAfterTexts, measure: str, steps: int) -> list[_Bundle]:
    out = []
    for curve in panel.curves:
        ended = curve.finished or (None, None)
        for kind, key, dash, finished in (
            (texts.train, measure, "solid", ended[0]),
            (texts.validation, f"val_{measure}", "dash", ended[1]),
        ):
            lines = [
                [(row["epoch"] * steps, row[key]) for row in run if row[key] is not None]
                for run in curve.runs
            ]
            lines = [line for line in lines if line]
            if lines:
                out.append(_Bundle(curve.name, kind, curve.colour, dash, lines, finished))
    return out


def _top(bundles: Sequence[Sequence[_Bundle]]) -> float:
    """Where the accuracy axis ends: the multiple of STEP above all that is drawn."""
    values = [y for drawn in bundles for bundle in drawn for line in bundle.lines for _x, y in line]
    values += [bundle.end[1] for drawn in bundles for bundle in drawn]
    return min(1.0, STEP * max(2, ceil(max(values, default=0) / STEP)))


def _lines(bundle: _Bundle, share: bool) -> list[go.Scatter]:
    return [
        go.Scatter(
            x=[x for x, _y in line],
            y=[y for _x, y in line],
            mode="lines" if len(line) > 1 else "markers",
            name=f"{bundle.name} · {bundle.kind}",
            line={"color": faded(bundle.colour, 0.8), "width": 2, "dash": bundle.dash},
            marker={"color": bundle.colour, "size": 6},
            showlegend=False,
            hovertemplate="%{y:.1%}" if share else "%{y:.2f}",
        )
        for line in bundle.lines
    ]


def _labels(
    figure: go.Figure,
    row: int,
    bundles: Sequence[_Bundle],
    last: float,
    top: float,
    share: bool,
) -> None:
    """A label behind the last epoch for every bundle, and a thin lead to it."""
    ends = [(bundle.end[0], min(bundle.end[1], top)) for bundle in bundles]
    where = last * (1 + LEAD)
    places = apart([y for _x, y in ends], GAP * top)
    for bundle, (x, y), place in zip(bundles, ends, places, strict=True):
        figure.add_trace(
            go.Scatter(
                x=[x, where],
                y=[y, place],
                mode="lines" if bundle.finished is None else "lines+markers",
                line={"color": faded(bundle.colour, 0.5), "width": 1, "dash": bundle.dash},
                marker={
                    "symbol": "diamond-open",
                    "color": bundle.colour,
                    "size": [9, 0],
                    "line": {"width": 2},
                },
                showlegend=False,
                hoverinfo="skip",
            ),
            row=row,
            col=1,
        )
        value = f"{bundle.end[1]:.0%}" if share else f"{bundle.end[1]:.2f}"
        figure.add_annotation(
            x=where,
            y=place,
            text=f"{bundle.name} {value}",
            xanchor="left",
            yanchor="middle",
            showarrow=False,
            font={"size": 12, "color": bundle.colour},
            row=row,
            col=1,
        )


def _key(texts: BeforeAfterTexts, palette: Palette, finished: bool) -> list[go.Scatter]:
    """What solid and dashed mean, and the marks where there are some, for the legend."""
    lines = [
        go.Scatter(
            x=[None],
            y=[None],
            mode="lines",
            name=name,
            line={"color": palette.ink, "width": 2, "dash": dash},
        )
        for name, dash in ((texts.train, "solid"), (texts.validation, "dash"))
    ]
    mark = go.Scatter(
        x=[None],
        y=[None],
        mode="markers",
        name=texts.finished,
        marker={
            "symbol": "diamond-open",
            "color": palette.ink,
            "size": 9,
            "line": {"width": 2},
        },
    )
    return [*lines, mark] if finished else lines


def _ticks(epochs: int, steps: int) -> list[int]:
    """At most about eight epochs, the last one always."""
    stride = max(1, round(epochs / 8))
    return [epoch * steps for epoch in range(epochs, 0, -stride)][::-1]
