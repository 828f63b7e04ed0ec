"""Overfitting: a curve through few points by hand, then a network with few photos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.experiments.toys import polynomial
from core.figures.fitted import fitted
from core.transfer.recipe import Recipe
from dashboard.kit import choice, lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import N_, _
from pages.tricks import measure
from pages.tricks.measure import Trick
from pages.tricks.words import Group

CHANGES = {
    "more": N_("4× the photos"),
    "augment": N_("augmentation"),
    "dropout": N_("dropout"),
    "decay": N_("weight decay"),
    "stop": N_("early stopping"),
    "smoothing": N_("label smoothing"),
    "mixup": N_("mixup"),
    "mirror": N_("mirror image at the test"),
    "shuffled": N_("shuffled labels"),
}


DECAYS = (0.0, 0.001, 0.01, 0.1, 1.0)
ASKED = (10, 9, 0.1)  # points, degree and decay that the learner predicts
MUCH = 1000  # times less error


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_overfit")
    with left:
        points = st.slider(_("Points to learn from"), 6, 60, 10, 1, key="tricks_overfit_points")
        degree = st.slider(_("Degree of the polynomial"), 1, 15, 3, 1, key="tricks_overfit_degree")
        decay = st.select_slider(
            _("Weight decay: what large coefficients cost"),
            DECAYS,
            format_func=lambda value: f"{value:g}",
            key="tricks_overfit_decay",
        )
    with right:
        _toy(points, degree, decay)
    with left:
        _quick()
    left, right = measure.sides(part)
    with left:
        per_class = st.slider(_("Photos per class"), 10, 30, 20, 10, key="tricks_overfit_photos")
        change = choice.one(_("What is changed"), CHANGES, "tricks_overfit_change", "augment", _)
        measure.experiment(part, _trick, {"per_class": per_class, "change": change}, right)
    part.say("transfer")
    lesson.try_it(
        Recipe(per_class=20),
        _("As few photos on a trained backbone: measure this remedy, too"),
    )


def examples() -> dict[str, Any]:
    return measure.example("overfit", {"per_class": 30, "change": "more"})


def _quick() -> None:
    """What weight decay does to a curve through every point."""
    points, degree, decay = ASKED
    free, held = (polynomial.fit(points, degree, cost).validation for cost in (0.0, decay))
    came = "grows" if held >= free else "shrinks" if free < MUCH * held else "tiny"
    question = Question(
        _(
            "{points} points, degree {degree}: the curve passes through all of them. Then large "
            "coefficients are made expensive (weight decay {decay}). What becomes of the error on "
            "**new** points?",
            points=points,
            degree=degree,
            decay=f"{decay:g}",
        ),
        {
            "grows": _("It grows"),
            "shrinks": _("It becomes somewhat smaller"),
            "tiny": _("Less than a thousandth is left"),
        },
        lines=True,
    )
    if predict.quick("tricks/overfit/decay", "tricks_overfit_quick", question, _("Find out"), came):
        st.caption(
            _(
                "From {free} to {held}. To follow noise, a curve needs huge coefficients, and "
                "those have become expensive.",
                free=f"{free:.2g}",
                held=f"{held:.2g}",
            )
        )


def _trick(setting: Mapping[str, Any]) -> Trick:
    change = setting["change"]
    arms = {"plain": _("as it is"), change: _(CHANGES[change])}
    return Trick(
        [Group(arms, expected="plain" if change == "shuffled" else change)],
        _("Which gets more validation photos right?"),
        why=f"why_{change}",
    )


def _toy(points: int, degree: int, decay: float) -> None:
    fit = polynomial.fit(points, degree, decay)
    title = _(
        "A toy: error {train} on the points it saw, {validation} on new ones",
        train=f"{fit.train:.2g}",
        validation=f"{fit.validation:.2g}",
    )
    show(
        fitted(pen(), fit, title),
        key="tricks_overfit_toy",
        alt=_("A polynomial through points. {finding}", finding=title),
    )
