"""Optimizers: five of them roll down a bowl, then train the same network."""

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

RATES = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
DEFAULTS = {"sgd": 1e-2, "momentum": 1e-2, "adagrad": 1e-2, "rmsprop": 1e-3, "adam": 1e-3}
ON_BOWL = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.0)
STEPS = 40
ASKED = (0.3, 20)  # rate and elongation that the learner predicts


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_optimizers")
    with left:
        rate = st.select_slider(
            _("Learning rate on the bowl"), ON_BOWL, value=0.08, key="tricks_optimizers_bowl_rate"
        )
        elongation = st.slider(
            _("How elongated the bowl is"), 1, 40, 20, 1, key="tricks_optimizers_bowl_shape"
        )
    with right:
        bowls.draw(_paths(rate, elongation), STEPS, elongation, "tricks_optimizers_toy")
    with left:
        _quick()
    left, right = measure.sides(part)
    with left:
        rates = {
            name: st.select_slider(
                _("Learning rate: {name}", name=said),
                RATES,
                value=DEFAULTS[name],
                format_func=lambda value: f"{value:g}",
                key=f"tricks_optimizers_{name}",
            )
            for name, said in _names().items()
        }
        measure.experiment(part, _trick, rates, right)
    lesson.try_it(
        Recipe(optimizer="sgd", lr=1e-2),
        _("A head on a trained backbone with SGD: compare it with Adam"),
    )


def examples() -> dict[str, Any]:
    return measure.example("optimizers", dict.fromkeys(DEFAULTS, 3e-3))


def _names() -> dict[str, str]:
    return {
        "sgd": "SGD",
        "momentum": _("momentum"),
        "adagrad": "Adagrad",
        "rmsprop": "RMSProp",
        "adam": "Adam",
    }


def _paths(rate: float, elongation: float) -> dict[str, Any]:
    return {said: bowl.path(name, rate, elongation, STEPS) for name, said in _names().items()}


def _quick() -> None:
    """Who is nearest at a rate that is large for some."""
    names = _names()
    rate, elongation = ASKED
    said = bowls.nearest(_paths(rate, elongation))
    came = next(name for name in names if names[name] == said)
    question = Question(
        _(
            "Learning rate {rate}, elongation {elongation}: who is nearest to the lowest point "
            "after {steps} steps?",
            rate=f"{rate:g}",
            elongation=elongation,
            steps=STEPS,
        ),
        names,
    )
    key = "tricks_optimizers_quick"
    if predict.quick("tricks/optimizers/nearest", key, question, _("Find out"), came):
        st.caption(
            _("Above 2/elongation SGD escapes; what divides by the gradient’s size does not.")
        )


def _trick(rates: Mapping[str, Any]) -> Trick:
    names = {name: f"{said} {rates[name]:g}" for name, said in _names().items()}
    return Trick(
        [Group(names, expected="adam")],
        _("The same first weights, the same steps. Which gets the most validation photos right?"),
        loss=True,
    )
