"""The one way every trick on this page is tried: a trial with its curves and its words.

A part says what is compared (`Trick`); its lesson text holds a piece for each outcome
(``expected``, ``level``, ``otherwise``) and an explanation.  Which one is shown is decided by what
was measured here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import mean
from typing import Any

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures.before_after import Curve, Panel, before_after, finished
from core.figures.palette import ARMS
from core.runs.examples import Example
from core.statistics import Verdict, judge
from dashboard.kit import readiness, stage, trial
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import EVEN, Question, leads
from dashboard.kit.table import ruled
from dashboard.kit.trial import Experiment
from dashboard.shell.language import _
from pages.tricks.words import Group, finding, outcome, percent, sentence

CLASSES = 10
Runs = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Trick:
    """One experiment: what it compares, and the learner's question about the last group."""

    groups: Sequence[Group]
    question: str
    loss: bool = False  # draw the loss against steps instead of the accuracy against epochs
    why: str = "why"  # the piece that explains


Made = Callable[[Mapping[str, Any]], Trick]  # of a setting


def sides(part: Part) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Two places below a heading: for the sliders of an experiment, and for its curves."""
    st.subheader(_("Predict, then measure"), anchor=False)
    return stage.sides(f"tricks_{part.id}_measured")


def experiment(
    part: Part, made: Made, setting: Mapping[str, Any], scene: DeltaGenerator | None = None
) -> None:
    """Ask, measure and tell here; the curves stand in the `scene`."""
    if not readiness.has_cifar10():
        return
    trick = made(setting)
    group = trick.groups[-1]

    def sample(shown: Example) -> None:
        _picture(part, made(shown.asked["payload"]["setting"]), shown.found, "example")

    trial.experiment(
        part,
        Experiment(
            Question(trick.question, {**group.arms, EVEN: _("No clear difference")}, judge=leads),
            "trick",
            payload(part.id, setting),
            _("Measure"),
            f"tricks_{part.id}",
            outcome=lambda found: list(_judge(group, found).leaders),
            live=partial(_growing, part, trick),
            picture=partial(_picture, part, trick),
            told=lambda found, came: _told(part, trick, found),
            other=_("Its settings differ from yours."),
            scene=scene,
            sample=sample,
        ),
    )


def payload(part: str, setting: Mapping[str, Any]) -> dict[str, Any]:
    """What the worker is asked for."""
    return {"trick": part, "setting": dict(setting)}


def example(part: str, setting: Mapping[str, Any]) -> dict[str, Any]:
    """The part's example, measured with a setting that no slider begins with."""
    return {f"tricks_{part}": ("trick", payload(part, setting))}


def _growing(part: Part, trick: Trick, runs: Runs, active: bool) -> None:
    """The curves so far."""
    names = {name: said for group in trick.groups for name, said in group.arms.items()}
    newest = {"name": names[runs[-1]["arm"]], "seed": runs[-1]["seed"]}
    title = _("Now training: {name}, seed {seed}", **newest) if active else _("So far")
    _chart(f"tricks_{part.id}_live", _figure(trick, runs, title, steps=1), title)


def _picture(part: Part, trick: Trick, found: Mapping[str, Any], name: str = "figure") -> None:
    """The curves, and what each group says."""
    verdicts = [_judge(group, found) for group in trick.groups]
    title = finding(trick.groups[-1], verdicts[-1])
    _chart(
        f"tricks_{part.id}_{name}",
        _figure(trick, found["runs"], title, found["steps"] if trick.loss else 1),
        title,
    )
    for group, verdict in zip(trick.groups, verdicts, strict=True):
        said = sentence(group, verdict)
        st.markdown(_("{group}: {said}", group=group.title, said=said) if group.title else said)


def _told(part: Part, trick: Trick, found: Mapping[str, Any]) -> None:
    asked, verdict = trick.groups[-1], _judge(trick.groups[-1], found)
    part.say(outcome(asked, verdict), name=asked.arms[asked.expected])
    part.say(trick.why)
    _table(trick, found)
    with st.expander(_("How this was measured")):
        _how(found, verdict)


def _judge(group: Group, found: Mapping[str, Any]) -> Verdict:
    seeds = {run["seed"] for run in found["runs"]}
    return judge(
        {
            arm: [run["final"]["validation"] for run in found["runs"] if run["arm"] == arm]
            for arm in group.arms
        },
        found["validation"] * len(seeds),  # a seed draws its own photos
    )


def _figure(trick: Trick, runs: Runs, title: str, steps: int) -> go.Figure:
    panels = [
        Panel(
            group.title,
            [
                _curve(trick, name, tone, [run for run in runs if run["arm"] == arm])
                for tone, (arm, name) in zip(ARMS, group.arms.items(), strict=False)
            ],
        )
        for group in trick.groups
    ]
    epochs = runs[0]["rows"][0]["epochs"]
    if trick.loss:
        return before_after(pen(), panels, title, epochs=epochs, steps=steps, measure="loss")
    return before_after(pen(), panels, title, epochs=epochs, chance=1 / CLASSES)


def _curve(trick: Trick, name: str, tone: str, runs: Runs) -> Curve:
    ended = None if trick.loss else finished(runs)
    return Curve(name, tone, [run["rows"] for run in runs], ended)


def _chart(key: str, figure: go.Figure, title: str) -> None:
    show(
        figure,
        key=key,
        alt=_("Curves of training and validation, before and after. {finding}", finding=title),
    )


def _table(trick: Trick, found: Mapping[str, Any]) -> None:
    """Accuracy of the finished networks, and the gap that overfitting leaves."""
    rows = []
    for group in trick.groups:
        for arm, name in group.arms.items():
            runs = [run for run in found["runs"] if run["arm"] == arm]
            train = [run["final"]["train"] for run in runs]
            validation = [run["final"]["validation"] for run in runs]
            gap = 100 * (mean(train) - mean(validation))
            who = " · ".join(filter(None, [group.title, name, _diverged(runs)]))
            points = _("{points:.0f} points", points=gap)
            rows.append((who, _range(train), _range(validation), points))
    ruled(("", _("training"), _("validation"), _("gap")), rows, "lr")


def _diverged(runs: Runs) -> str:
    count = sum(run["diverged"] for run in runs)
    if count == 0:
        return ""
    return _("loss infinite with {count} of {seeds:# seed|# seeds}", count=count, seeds=len(runs))


def _how(found: Mapping[str, Any], verdict: Verdict) -> None:
    seeds = sorted({run["seed"] for run in found["runs"]})
    st.markdown(
        _(
            "{photos} photos to train and {validation} to validate, both from CIFAR-10’s "
            "training part: no test photo was touched. Seeds: {seeds}. A seed decides the "
            "photos, the first weights and the order of the batches, the same for everything "
            "compared. It took {seconds} s on this computer.",
            photos=f"{found['photos']:,}",
            validation=f"{found['validation']:,}",
            seeds=seeds,
            seconds=f"{found['seconds']:.0f}",
        )
    )
    st.markdown(
        _(
            "“Clear” means: ahead with every seed, and on average by more than {points} "
            "points. Chance in so many photos alone can make that much (95%). A line is one "
            "seed. Solid lines are measured while the network learns. ◇, its label and the "
            "table are the finished network, without dropout and augmentation (mean, and range "
            "over the seeds).",
            points=f"{100 * verdict.noise:.1f}",
        )
    )


def _range(shares: Sequence[float]) -> str:
    return f"{percent(mean(shares))} ({100 * min(shares):.0f}–{100 * max(shares):.0f})"
