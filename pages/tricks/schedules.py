"""Schedules and averaging: how to come to rest, on a shaken bowl and in a training."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import mean
from typing import Any

import numpy as np
import streamlit as st

from core.experiments.toys import schedule
from core.figures.falling import falling
from core.transfer.recipe import Recipe
from dashboard.kit import again, choice, lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import N_, _
from pages.tricks import bowls, measure
from pages.tricks.measure import Trick
from pages.tricks.words import Group

NAMES = {"cosine": N_("cosine"), "steps": N_("in steps"), "exponential": N_("exponential")}
ON_BOWL = (0.02, 0.03, 0.05, 0.08, 0.09)
RATES = (0.003, 0.01, 0.02, 0.03, 0.05)
STEPS, ELONGATION = 120, 20
ASKED = 0.02  # the first rate that the learner predicts, with a cosine
SHAKEN = 50  # times, on average


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_schedules")
    with left:
        how = choice.one(_("How the rate falls"), NAMES, "tricks_schedules_how", say=_)
        first = st.select_slider(
            _("First learning rate on the bowl"), ON_BOWL, 0.08, key="tricks_schedules_bowl_rate"
        )
        again.button(_("Other batches"), "tricks_schedules_next")
    with right:
        _toy(how, first)
    with left:
        _quick()
    left, right = measure.sides(part)
    with left:
        rate = st.select_slider(_("First learning rate"), RATES, 0.03, key="tricks_schedules_rate")
        measure.experiment(part, _trick, {"rate": rate, "schedule": how}, right)
    part.say("plateau")
    lesson.try_it(Recipe(plateau=3, epochs=20), _("A rate that falls when progress ends"))


def examples() -> dict[str, Any]:
    return measure.example("schedules", {"rate": 0.02, "schedule": "steps"})


def _toy(how: str, first: float) -> None:
    each = {name: schedule.rates(one, first, STEPS) for name, one in _ways(how).items()}
    seed = again.seed("tricks_schedules_next")
    bowls.draw(_paths(how, first, seed), STEPS, ELONGATION, "tricks_schedules_toy")
    title = _("What each step is multiplied by")
    show(falling(pen(), each, title), key="tricks_schedules_rates", alt=title)


def _ways(how: str) -> dict[str, str]:
    return {_("constant"): schedule.CONSTANT, _(NAMES[how]): how}


def _paths(how: str, first: float, seed: int) -> dict[str, np.ndarray]:
    """The path at a constant rate, at one that falls, and the average of the first."""
    constant, fallen = (
        schedule.path(schedule.rates(one, first, STEPS), ELONGATION, seed)
        for one in (schedule.CONSTANT, how)
    )
    return {
        _("constant"): constant,
        _(NAMES[how]): fallen,
        _("average"): schedule.averaged(constant),
    }


@st.cache_data(show_spinner=False)
def _nearest(first: float) -> int:
    """Which of the three ends nearest, on average over many shakings."""
    ends = [
        [bowls.left(places) for places in _paths("cosine", first, seed).values()]
        for seed in range(SHAKEN)
    ]
    return int(np.argmin([mean(one) for one in zip(*ends, strict=True)]))


def _quick() -> None:
    """A falling rate that began too small."""
    choices = {
        "constant": _("The constant rate"),
        "falling": _("The falling one (cosine)"),
        "average": _("The average"),
    }
    question = Question(
        _(
            "Begin at {rate} only. Which ends nearest to the lowest point, on average over {count} "
            "paths?",
            rate=f"{ASKED:g}",
            count=SHAKEN,
        ),
        choices,
    )
    came = list(choices)[_nearest(ASKED)]
    key = "tricks_schedules_quick"
    if predict.quick("tricks/schedules/small", key, question, _("Find out"), came):
        st.caption(
            _("A falling rate helps once you have arrived. These paths are still on their way.")
        )


def _trick(setting: Mapping[str, Any]) -> Trick:
    how = setting["schedule"]
    arms = {
        "constant": _("constant"),
        "falling": _(NAMES[how]),
        "average": _("average"),
    }
    return Trick(
        [
            Group(
                arms,
                expected="falling",
                title=_("First learning rate {rate}", rate=f"{setting['rate']:g}"),
            )
        ],
        _(
            "SGD with momentum: a constant rate, one that falls, and the constant one with its "
            "weights averaged over the second half. Which gets the most right?"
        ),
    )
