"""Overfitting: a curve through few points by hand, then a network with few photos."""

from __future__ import annotations

import streamlit as st

from core.experiments.toys import polynomial
from core.figures.fitted import fitted
from core.transfer.recipe import Recipe
from dashboard.kit import choice, lesson
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import N_, _
from pages.tricks.measure import Trick, box, experiment
from pages.tricks.words import Group

CHANGES = {
    "more": N_("4× the photos"),
    "augment": N_("augmentation"),
    "dropout": N_("dropout"),
    "stop": N_("early stopping"),
    "shuffled": N_("shuffled labels"),
}


def draw(part: Part) -> None:
    _toy()
    with box():
        _experiment(part)
    part.say("transfer")
    lesson.try_it(
        Recipe(per_class=20),
        _("As few photos on a trained backbone: measure this remedy, too"),
    )


def _experiment(part: Part) -> None:
    per_class = st.slider(_("Photos per class"), 10, 30, 20, 10, key="tricks_overfit_photos")
    change = choice.one(
        _("What is changed"), CHANGES, "tricks_overfit_change", _, default="augment"
    )
    experiment(
        part,
        Trick(
            {"per_class": per_class, "change": change},
            [
                Group(
                    {"plain": _("as it is"), change: _(CHANGES[change])},
                    expected="plain" if change == "shuffled" else change,
                )
            ],
            _("Which gets more validation photos right?"),
            why=f"why_{change}",
        ),
    )


def _toy() -> None:
    left, right = st.columns(2, gap="large")
    points = left.slider(_("Points to learn from"), 6, 60, 10, 1, key="tricks_overfit_points")
    degree = right.slider(_("Degree of the polynomial"), 1, 15, 3, 1, key="tricks_overfit_degree")
    fit = polynomial.fit(points, degree)
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
