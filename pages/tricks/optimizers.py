"""Optimisers: three of them roll down a bowl, then train the same network."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.experiments.toys import bowl
from core.figures.bowl_paths import PathLine, bowl_paths
from core.figures.palette import ARMS
from core.transfer.recipe import Recipe
from dashboard.kit import lesson
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.tricks.measure import Trick, box, experiment
from pages.tricks.words import Group

RATES = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
DEFAULTS = {"sgd": 1e-2, "momentum": 1e-2, "adam": 1e-3}
ON_BOWL = (0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1.0)
STEPS = 40


def draw(part: Part) -> None:
    names = {"sgd": "SGD", "momentum": _("momentum"), "adam": "Adam"}
    _toy(names)
    with box():
        _experiment(part, names)
    lesson.try_it(
        Recipe(optimizer="sgd", lr=1e-2),
        _("A head on a trained backbone with SGD: compare it with Adam"),
    )


def _experiment(part: Part, names: dict[str, str]) -> None:
    rates = {}
    for place, (name, said) in zip(st.columns(3, gap="large"), names.items(), strict=True):
        rates[name] = place.select_slider(
            _("Learning rate: {name}", name=said),
            RATES,
            value=DEFAULTS[name],
            format_func=lambda value: f"{value:g}",
            key=f"tricks_optimizers_{name}",
        )
    experiment(
        part,
        Trick(
            rates,
            [Group(names, expected="adam")],
            _("The same first weights, the same steps. Which gets most validation photos right?"),
            loss=True,
        ),
    )


def _toy(names: dict[str, str]) -> None:
    left, right = st.columns(2, gap="large")
    rate = left.select_slider(
        _("Learning rate on the bowl"), ON_BOWL, value=0.08, key="tricks_optimizers_bowl_rate"
    )
    elongation = right.slider(
        _("How elongated the bowl is"), 1, 40, 20, 1, key="tricks_optimizers_bowl_shape"
    )
    paths = [
        PathLine(said, bowl.path(name, rate, elongation, STEPS), tone)
        for tone, (name, said) in zip(ARMS, names.items(), strict=True)
    ]
    title = _verdict(paths)
    show(
        bowl_paths(pen(), paths, title, elongation),
        key="tricks_optimizers_toy",
        alt=_("Paths of three optimisers on a bowl. {finding}", finding=title),
    )


def _verdict(paths: list[PathLine]) -> str:
    """Who is nearest to the lowest point after all steps: the figure's title."""
    left = {
        path.name: float(np.hypot(*path.places[-1])) for path in paths if len(path.places) > STEPS
    }
    escaped = [path.name for path in paths if path.name not in left]
    if not left:
        return _("A toy: after {steps} steps all of them have escaped", steps=STEPS)
    nearest = min(left, key=left.__getitem__)
    said = {"name": nearest, "steps": STEPS, "distance": f"{left[nearest]:.2g}"}
    if escaped:
        return _(
            "A toy: after {steps} steps {name} is nearest ({distance} away); escaped: {escaped}",
            escaped=escaped,
            **said,
        )
    return _("A toy: after {steps} steps {name} is nearest ({distance} away)", **said)
