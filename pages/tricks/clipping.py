"""Gradient clipping: a longest gradient, on the bowl and in a training."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.experiments.toys import bowl
from core.transfer.recipe import Recipe
from dashboard.kit import lesson, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.tricks import bowls, measure
from pages.tricks.measure import Trick
from pages.tricks.words import Group

ON_BOWL = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2)
LONGEST = (1.0, 2.0, 5.0, 10.0, 20.0)
RATES = (0.01, 0.03, 0.05, 0.1, 0.2)
SHORTENED = (0.1, 0.5, 1.0, 5.0)
STEPS, ELONGATION = 40, 20
ASKED = (0.2, 2.0)  # rate and longest gradient that the learner predicts
NEAR, FAR = 1.0, 5.0  # from the lowest point


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_clipping")
    with left:
        rate = st.select_slider(
            _("Learning rate on the bowl"), ON_BOWL, 0.12, key="tricks_clipping_bowl_rate"
        )
        longest = st.select_slider(
            _("Longest gradient"),
            LONGEST,
            10.0,
            format_func=lambda value: f"{value:g}",
            key="tricks_clipping_bowl_longest",
        )
    with right:
        bowls.draw(_paths(rate, longest), STEPS, ELONGATION, "tricks_clipping_toy")
    with left:
        _quick()
    left, right = measure.sides(part)
    with left:
        fast = st.select_slider(_("Learning rate of both"), RATES, 0.1, key="tricks_clipping_rate")
        short = st.select_slider(
            _("Longest gradient of the network"),
            SHORTENED,
            1.0,
            format_func=lambda value: f"{value:g}",
            key="tricks_clipping_longest",
        )
        measure.experiment(part, _trick, {"rate": fast, "longest": short}, right)
    lesson.try_it(Recipe(lr=0.1), _("A head at a rate that is far too large: see what happens"))


def examples() -> dict[str, Any]:
    return measure.example("clipping", {"rate": 0.05, "longest": 0.5})


def _paths(rate: float, longest: float) -> dict[str, Any]:
    return {
        _("without"): bowl.path("sgd", rate, ELONGATION, STEPS),
        _("clipped"): bowl.path("sgd", rate, ELONGATION, STEPS, longest),
    }


def _quick() -> None:
    """What becomes of a path that would escape."""
    rate, longest = ASKED
    places = bowl.path("sgd", rate, ELONGATION, STEPS, longest)
    distance = bowls.left(places)
    came = "near" if distance < NEAR else "escapes" if distance > FAR else "far"
    question = Question(
        _(
            "At rate {rate} SGD escapes within a few steps. Now no gradient may be longer than "
            "{longest}. Where is it after {steps} steps?",
            rate=f"{rate:g}",
            longest=f"{longest:g}",
            steps=STEPS,
        ),
        {
            "escapes": _("It escapes all the same, later"),
            "far": _("It is stuck halfway"),
            "near": _("Near the lowest point, trembling"),
        },
        lines=True,
    )
    key = "tricks_clipping_quick"
    if predict.quick("tricks/clipping/escapes", key, question, _("Find out"), came):
        st.caption(
            _(
                "No step is longer than {step} now. That is too long to come to rest, and too "
                "short to fly off.",
                step=f"{rate * longest:g}",
            )
        )


def _trick(setting: Mapping[str, Any]) -> Trick:
    return Trick(
        [
            Group(
                {
                    "without": _("without"),
                    "with": _("clipped to {longest}", longest=f"{setting['longest']:g}"),
                },
                expected="with",
                title=_("Learning rate {rate}", rate=f"{setting['rate']:g}"),
            )
        ],
        _(
            "SGD with momentum at learning rate {rate}. Which gets more validation photos right?",
            rate=f"{setting['rate']:g}",
        ),
    )
