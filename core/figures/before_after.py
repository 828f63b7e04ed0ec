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

from core.figures.kept import kept
from core.figures.lettering import NARROW, breadth
from core.figures.palette import faded
from core.figures.pen import Pen
from core.messages import msg

Rows = Sequence[Mapping[str, Any]]
HEIGHT = {1: 372, 2: 620}  # panels → pixels
LEAD = 0.08  # where labels begin behind the last epoch, as a share of the epochs
LETTER = 7.0  # pixels: a half-width column of a label
GAP = 0.075  # least distance of two labels, as a share of the axis
MOST_LOSS = 3.0  # ln 10 = 2.3 is guessing; a loss beyond this is cut off
STEP = 0.2  # the accuracy axis ends at a multiple of it


@dataclass(frozen=True)
class Curve:
    """One thing compared: its name at the line's end, its tone (of `ARMS`), a run a seed.

    finished: accuracy of the finished networks on the training and on the validation photos, mean
    over the seeds; None while it learns, and where the loss is drawn.
    """

    name: str
    tone: str
    runs: Sequence[Rows]
    finished: tuple[float, float] | None = None


@dataclass(frozen=True)
class Panel:
    """Curves that share one pair of axes; `title` "" where there is only one panel."""

    title: str
    curves: Sequence[Curve]


@dataclass(frozen=True)
class _Bundle:
    """The lines of one curve that are all training or all validation."""

    name: str
    kind: str
    colour: str
    dash: str
    lines: list[list[tuple[float, float]]]  # points of each seed, none of them empty
    finished: float | None
    share: bool  # of photos, in percent

    @property
    def end(self) -> tuple[float, float]:
        """The last place of the longest, at the finished network's value or the mean of where all
        of them end."""
        value = self.finished
        if value is None:
            value = mean(line[-1][1] for line in self.lines)
        return max(line[-1][0] for line in self.lines), value

    @property
    def label(self) -> str:
        """Its name, and the value at its end."""
        return f"{self.name} {self.end[1]:.0%}" if self.share else f"{self.name} {self.end[1]:.2f}"


def finished(runs: Sequence[Mapping[str, Any]]) -> tuple[float, float] | None:
    """`Curve.finished` of runs of `tricks.experiment`; None while one is under way."""
    ends = [run["final"] for run in runs if "final" in run]
    if not ends or len(ends) < len(runs):
        return None
    return mean(end["train"] for end in ends), mean(end["validation"] for end in ends)


@kept
def before_after(
    pen: Pen,
    panels: Sequence[Panel],
    title: str,
    *,
    epochs: int,
    measure: str = "accuracy",
    steps: int = 1,
    chance: float | None = None,
) -> go.Figure:
    """Curves over the epochs, one panel or two above each other; runs may be a beginning only.

    A run is rows with ``epoch`` (from 1), `measure` and ``val_`` + `measure` (None is left out).
    measure: ``accuracy`` (0..1) or ``loss``.  steps: training steps an epoch when the horizontal
    axis counts steps.  chance: what guessing reaches, drawn dotted and named among the labels.
    """
    share = measure == "accuracy"
    bundles = [_bundles(pen, panel, measure, steps) for panel in panels]
    top = _top(bundles) if share else MOST_LOSS
    several, last = len(panels) > 1, epochs * steps
    titles = [panel.title for panel in panels] if several else ()
    figure = pen.panels(len(panels), 1, titles, vertical_spacing=0.13, shared_xaxes=True)
    longest = 0
    for row, drawn in enumerate(bundles, start=1):
        for bundle in drawn:
            figure.add_traces(_lines(pen, bundle), row, 1)
        names = [(min(one.end[1], top), one.label, one.colour) for one in drawn]
        if chance is not None:
            pen.reference(figure, y=chance, row=row, col=1)
            names.append((chance, pen.say(msg("guessing")), pen.palette.quiet))
        longest = max([longest, *(breadth(text) for _y, text, _colour in names)])
        _labels(pen, figure, row, drawn, names, last, top)
    figure.add_traces(pen.learning(), 1, 1)
    if any(bundle.finished is not None for drawn in bundles for bundle in drawn):
        mark = pen.finished(pen.palette.ink, 9)
        figure.add_trace(pen.key(pen.say(msg("finished")), mode="markers", marker=mark), 1, 1)
    span = [0.6 * steps, last * (1 + LEAD)]
    figure.update_xaxes(pen.axis("", range=span, showgrid=False, tickangle=0))
    figure.update_xaxes(tickvals=_ticks(epochs, steps))
    value = pen.say(msg("accuracy") if share else msg("loss"))
    figure.update_yaxes(pen.shares(value, top * 1.02, tickformat=".0%" if share else ".1f"))
    over = pen.axis(pen.say(msg("step") if steps > 1 else msg("epoch")))
    figure.update_xaxes(title=over["title"], row=len(panels), col=1)
    still = {"itemclick": False, "itemdoubleclick": False}
    pen.framed(
        figure,
        title,
        HEIGHT[len(panels)],
        columns=NARROW,
        top=108 if several else 86,
        legend=pen.legend(1.05 if several else 1.01, above=True, **still),
        transition={"duration": 0},
    )
    figure.layout.margin.r = 12 + LETTER * longest  # the labels stand behind the plot
    return figure


def _bundles(pen: Pen, panel: Panel, measure: str, steps: int) -> list[_Bundle]:
    out, share = [], measure == "accuracy"
    for curve in panel.curves:
        ended = curve.finished or (None, None)
        for kind, key, dash, finished in (
            (msg("training"), measure, "solid", ended[0]),
            (msg("validation"), f"val_{measure}", "dash", ended[1]),
        ):
            lines = [
                [(row["epoch"] * steps, row[key]) for row in run if row[key] is not None]
                for run in curve.runs
            ]
            lines = [line for line in lines if line]
            if lines:
                said, colour = pen.say(kind), pen.tone(curve.tone)
                out.append(_Bundle(curve.name, said, colour, dash, lines, finished, share))
    return out


def _top(bundles: Sequence[Sequence[_Bundle]]) -> float:
    """Where the accuracy axis ends: the multiple of STEP above all that is drawn."""
    values = [y for drawn in bundles for bundle in drawn for line in bundle.lines for _x, y in line]
    values += [bundle.end[1] for drawn in bundles for bundle in drawn]
    return min(1.0, STEP * max(2, ceil(max(values, default=0) / STEP)))


def _lines(pen: Pen, bundle: _Bundle) -> list[go.Scatter]:
    return [
        pen.line(
            [x for x, _y in line],
            [y for _x, y in line],
            faded(bundle.colour, 0.8),
            width=2,
            dash=bundle.dash,
            mode="lines" if len(line) > 1 else "markers",
            name=f"{bundle.name} · {bundle.kind}",
            marker={"color": bundle.colour, "size": 6},
            showlegend=False,
            hovertemplate="%{y:.1%}" if bundle.share else "%{y:.2f}",
        )
        for line in bundle.lines
    ]


def _labels(
    pen: Pen,
    figure: go.Figure,
    row: int,
    bundles: Sequence[_Bundle],
    names: Sequence[tuple[float, str, str]],
    last: float,
    top: float,
) -> None:
    """The labels behind the last epoch, and a thin lead to that of every bundle."""
    where = last * (1 + LEAD)
    places = pen.ends(figure, where, names, GAP * top, size=12, yanchor="middle", row=row, col=1)
    for bundle, (y, _text, _colour), place in zip(bundles, names, places, strict=False):
        lead = pen.line(
            [bundle.end[0], where],
            [y, place],
            faded(bundle.colour, 0.5),
            width=1,
            dash=bundle.dash,
            mode="lines" if bundle.finished is None else "lines+markers",
            marker=pen.finished(bundle.colour, [9, 0]),
            showlegend=False,
            hoverinfo="skip",
        )
        figure.add_trace(lead, row=row, col=1)


def _ticks(epochs: int, steps: int) -> list[int]:
    """At most about five epochs, the last one always; of steps, whose numbers are longer, three."""
    stride = max(1, ceil(epochs / 3) if steps > 1 else round(epochs / 5))
    return [epoch * steps for epoch in range(epochs, 0, -stride)][::-1]
