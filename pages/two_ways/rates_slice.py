"""Three walks on a slice of the real loss: which rate stays in the valley?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.experiments.descent import Slice, Walk, walk
from core.figures.rates import walks
from dashboard.kit import stage, trial, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment
from dashboard.shell.language import _

RATES = (1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
STARTS = (5e-4, 2e-2, 0.5)  # of the three sliders
ASKED = (1e-3, 2e-2, 0.1, 1.0)  # in the question


def draw(part: Part, dataset: str) -> None:
    controls, scene = stage.sides("rates", 1, 2)
    with controls:
        rates = [
            st.select_slider(
                _("Learning rate {number}", number=number),
                RATES,
                start,
                format_func=words.rate,
                key=f"rates_walk_{number - 1}",
            )
            for number, start in enumerate(STARTS, 1)
        ]
        trial.experiment(part, _experiment(part, dataset, rates, scene))


def _experiment(
    part: Part, dataset: str, rates: Sequence[float], scene: DeltaGenerator
) -> Experiment:
    return Experiment(
        Question(
            _("Your prediction: which is the largest of these that stays in the valley?"),
            {str(rate): words.rate(rate) for rate in ASKED} | {"none": _("none of them")},
        ),
        "loss_slice",
        {"dataset": dataset},
        _("Measure the loss around the trained weights"),
        "rates_slice",
        outcome=largest,
        live=lambda runs, active: None,
        picture=lambda measured: _walks(measured, rates),
        told=lambda measured, came: _told_slice(part, measured, rates),
        other=_("Digits instead of photos."),
        scene=scene,
    )


def _on(measured: Mapping[str, Any]) -> Slice:
    return Slice.of(measured["at"], measured["loss"], measured["slope"])


def largest(measured: Mapping[str, Any]) -> str:
    """The largest of the rates that are asked about that stays in the valley."""
    stays = [rate for rate in ASKED if walk(_on(measured), rate).verdict != "escapes"]
    return str(max(stays)) if stays else "none"


def _walks(measured: Mapping[str, Any], rates: Sequence[float]) -> None:
    walked = [walk(_on(measured), rate) for rate in rates]
    title = _title(walked)
    names = [_("{group}: {said}", group=words.rate(one.rate), said=_said(one)) for one in walked]
    show(
        walks(pen(), _on(measured), title, walked, names),
        key=f"rates_walks_{measured['photos']}_{measured['length']}",
        alt=_(
            "A valley of the loss with the steps of three learning rates. {finding}",
            finding=title,
        ),
    )


def _told_slice(part: Part, measured: Mapping[str, Any], rates: Sequence[float]) -> None:
    on = _on(measured)
    for one in (walk(on, rate) for rate in rates):
        part.say(
            f"walk_{one.verdict}",
            rate=words.rate(one.rate),
            first=f"{one.losses[0]:.2f}",
            last=f"{one.losses[-1]:.2f}",
            highest=f"{max(one.losses):.1f}",
            steps=len(one.places) - 1,
        )
    with st.expander(_("What exactly is drawn here?"), icon=":material/straighten:"):
        part.say(
            "slice",
            variables=words.number(measured["variables"]),
            photos=measured["photos"],
            points=len(measured["at"]),
            length=f"{measured['length']:.0f}",
            share=f"{abs(on.at[on.loss.argmin()]) / measured['length']:.2%}",
        )


def _said(one: Walk) -> str:
    return {
        "crawls": _("crawls"),
        "settles": _("settles"),
        "on_the_way": _("on its way"),
        "escapes": _("escapes"),
    }[one.verdict]


def _title(walked: list[Walk]) -> str:
    gone = sum(one.verdict == "escapes" for one in walked)
    if gone:
        return _("The same weights, three rates: {count} of 3 escape", count=gone)
    return _("The same weights, three rates: none escapes")
