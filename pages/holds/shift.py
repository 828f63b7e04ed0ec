"""Photos as a worse camera takes them: who still gets them right?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.datasets import library
from core.datasets.corrupted import KINDS, SEVERITIES, corrupted
from core.experiments import shift
from core.figures.along import Line, along
from core.statistics import Verdict, judge, wilson_interval
from dashboard.kit import choice, lesson, readiness, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.gallery import Picture, each, png, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import EVEN, Question, leads
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment, Found
from dashboard.shell.language import _, translate
from pages.holds import room, ways

KEY = "holds_shift"
ASKED = 3  # the severity that is asked about
SHOWN = ("cat", "dog", "airplane", "ship", "horse")


def draw(part: Part) -> None:
    if readiness.has_cifar10():
        _damage(part)
    room.draw(part)


def _damage(part: Part) -> None:
    left, right = stage.sides(KEY)
    with left:
        titles = {kind: translate(entry.title) for kind, entry in KINDS.items()}
        kind = choice.one(_("Damage"), titles, f"{KEY}_kind")
        severity = st.slider(_("Severity (0: none)"), 0, SEVERITIES, ASKED, key=f"{KEY}_severity")
    with right:
        _photos(kind, severity)
    left, right = stage.sides(f"{KEY}_measured")
    with left:
        trial.experiment(
            part,
            Experiment(
                Question(
                    _(
                        "All three learn from good photos. Which gets the most **damaged** ones "
                        "right, all kinds of damage together, at severity {severity}?",
                        severity=ASKED,
                    ),
                    ways.names() | {EVEN: _("No clear difference")},
                    judge=leads,
                ),
                "shift",
                ways.payload(),
                _("Train all three and ask them"),
                KEY,
                outcome=lambda found: list(_judged(found["runs"]).leaders),
                live=lambda runs, active: _picture(kind, severity, {"runs": runs}),
                picture=partial(_picture, kind, severity),
                told=partial(_told, part),
                other=_("Another network, and fewer photos to learn from."),
                scene=right,
            ),
        )
    lesson.try_it(shift.tuned(), _("Try it: train the fine-tuned one in the playground"))


def examples() -> dict[str, Any]:
    return {KEY: ("shift", ways.payload(ways.OTHER))}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return ways.smaller(found, "said", "tempered")


@st.cache_data(show_spinner=False, max_entries=64)
def _damaged(kind: str, severity: int) -> list[Any]:
    """One photo of each class that is shown, with damage."""
    entry, arrays = library.get("cifar10"), library.load("cifar10")
    labels = arrays.labels[: arrays.train]
    first = [int((labels == entry.classes.index(name)).argmax()) for name in SHOWN]
    return list(corrupted(arrays.images[first], kind, severity))


def _photos(kind: str, severity: int) -> None:
    entry = library.get("cifar10")
    titles = {
        name: translate(title)
        for name, title in zip(entry.classes, entry.class_titles, strict=True)
    }
    said = f"{translate(KINDS[kind].title)} {severity}"
    rows(
        [
            Picture(png(photo), f"{titles[name]}, {said}", titles[name])
            for name, photo in zip(SHOWN, _damaged(kind, severity), strict=True)
        ],
        each(72),
    )


def _judged(runs: Sequence[Mapping[str, Any]]) -> Verdict:
    """Who gets most damaged photos right; the photos of a seed are counted once for all kinds."""
    each = {way: [shift.accuracy(run, ASKED) for run in shift.of(runs, way)] for way in ways.NAMES}
    seeds = {run["seed"] for run in runs}
    return judge(each, runs[0]["photos"] * len(seeds))


def _picture(kind: str, severity: int, found: Found) -> None:
    title = _finding(kind, severity, found["runs"])
    show(_figure(kind, severity, found["runs"], title), key=f"{KEY}_{kind}_curves", alt=title)


def _finding(kind: str, severity: int, runs: Sequence[Mapping[str, Any]]) -> str:
    """The figure's finding at the severity that is chosen."""
    shares = []
    for way, name in ways.names().items():
        if mine := shift.of(runs, way):
            right, photos = shift.right(mine, kind, severity)
            shares.append(f"{name} {percent(right / photos)}")
    damage = translate(KINDS[kind].title)
    return _(
        "With {damage}, severity {severity}: {list}",
        damage=damage,
        severity=severity,
        list=" · ".join(shares),
    )


def _figure(kind: str, severity: int, runs: Sequence[Mapping[str, Any]], title: str) -> go.Figure:
    lines = []
    for way, name in ways.names().items():
        if mine := shift.of(runs, way):
            counts = [shift.right(mine, kind, step) for step in range(SEVERITIES + 1)]
            lines.append(
                Line(
                    name,
                    ways.TONES[way],
                    [right / photos for right, photos in counts],
                    [wilson_interval(*count) for count in counts],
                )
            )
    return along(
        pen(),
        lines,
        title,
        steps=[str(step) for step in range(SEVERITIES + 1)],
        over=_("severity of the damage"),
        share=_("test photos right (95% interval)"),
        at=severity,
    )


def _told(part: Part, found: Found, _came: Any) -> None:
    runs = found["runs"]
    verdict = _judged(runs)
    part.say("alone" if verdict.winner else "level", name=ways.names()[verdict.leaders[0]])
    table = []
    for way, name in ways.names().items():
        mine = shift.of(runs, way)
        clean, damaged = (
            sum(shift.accuracy(run, step) for run in mine) / len(mine) for step in (0, ASKED)
        )
        points = f"{100 * (clean - damaged):.0f}"
        table.append(
            (name, percent(clean), percent(damaged), _("{points:# point|# points}", points=points))
        )
    ruled(("", _("good photos"), _("damaged photos"), _("lost")), table, "lrrr")
    part.say("why")
    with st.expander(_("How this was measured")):
        part.say(
            "how", seeds=shift.SEEDS, photos=runs[0]["photos"], seconds=f"{found['seconds']:.0f}"
        )
