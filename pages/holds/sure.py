"""How sure a network is, how often it is right, and one number that brings both together."""

from __future__ import annotations

from functools import partial
from statistics import mean
from typing import Any

import streamlit as st

from core.datasets.corrupted import SEVERITIES
from core.experiments import shift
from core.figures.reliability import Said, reliability
from core.transfer import evaluate
from dashboard.kit import choice, lesson, readiness, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment, Found
from dashboard.shell.language import _
from pages.holds import ways

KEY = "holds_sure"
ASKED, WAY = 5, "tuned"  # the severity that is asked about, and whose answers
SURE = -1  # the bin that is asked about: the surest answers
MOST, HALF = 0.85, 0.6  # of them right: about as many as it says; below the second, few


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    left, right = stage.sides(KEY)
    with left:
        way = choice.one(_("Network"), ways.names(), f"{KEY}_way", WAY)
        severity = st.slider(_("Severity (0: none)"), 0, SEVERITIES, ASKED, key=f"{KEY}_severity")
    picture = partial(_picture, way, severity)
    with left:
        trial.experiment(
            part,
            Experiment(
                question(),
                "shift",
                ways.payload(),
                _("Train all three and ask them"),
                KEY,
                outcome=outcome,
                live=lambda runs, active: None,
                picture=picture,
                told=lambda found, came: _told(part, found),
                other=_(
                    "Another network, fewer photos to learn from, and undamaged photos to judge: "
                    "the damaged ones are your question."
                ),
                scene=right,
                sample=lambda shown: _picture(way, 0, shown.found),
                shared=True,
            ),
        )
    lesson.try_it(shift.tuned(), _("Try it: train the fine-tuned one in the playground"))


def examples() -> dict[str, Any]:
    return {KEY: ("shift", ways.payload(ways.OTHER))}


def smaller(found: dict[str, Any]) -> dict[str, Any]:
    return ways.smaller(found, "right")


def question() -> Question:
    return Question(
        _(
            "The fine-tuned network is asked about badly damaged photos (severity {severity}) and "
            "is **90% sure or more** of some answers. Of 100 such answers, how many are right?",
            severity=ASKED,
        ),
        {
            "as_said": _("{least} or more: about as many as it says", least=round(100 * MOST)),
            "fewer": _("{low} to {high}", low=round(100 * HALF), high=round(100 * MOST)),
            "half": _("fewer than {least}", least=round(100 * HALF)),
        },
        lines=True,
    )


def outcome(found: Found) -> str:
    """Which answer comes true."""
    photos, _said, right = shift.pooled(shift.of(found["runs"], WAY), "said", ASKED)[SURE]
    share = right / max(photos, 1)
    return "as_said" if share >= MOST else "fewer" if share >= HALF else "half"


def _picture(way: str, severity: int, found: Found) -> None:
    runs, name = shift.of(found["runs"], way), ways.names()[way]
    plain, tempered = (shift.pooled(runs, which, severity) for which in ("said", "tempered"))
    errors = [evaluate.binned_error(bins) for bins in (plain, tempered)]
    title = _(
        "{name}, severity {severity}: what it says is off by {points:# point|# points} on average, "
        "with its temperature by {tempered}",
        name=name,
        severity=severity,
        points=f"{100 * errors[0]:.0f}",
        tempered=f"{100 * errors[1]:.0f}",
    )
    said = [
        Said(_("as trained"), "wrong", plain.tolist()),
        Said(_("with its temperature"), "right", tempered.tolist()),
    ]
    show(reliability(pen(), said, title), key=f"{KEY}_diagram", alt=title)


def _told(part: Part, found: Found) -> None:
    runs = shift.of(found["runs"], WAY)
    photos, said, right = shift.pooled(runs, "said", ASKED)[SURE]
    part.say(
        outcome(found),
        photos=f"{photos:,.0f}",
        said=percent(said / max(photos, 1)),
        right=percent(right / max(photos, 1)),
    )
    part.say("why", temperature=f"{mean(run['temperature'] for run in runs):.1f}")
