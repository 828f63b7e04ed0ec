"""Initialisation: keep the spread of activations alive by hand, then train from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from core.experiments.toys import spread
from core.figures.layer_spread import SpreadLine, layer_spread
from core.transfer.recipe import Recipe
from dashboard.kit import lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.tricks import measure, photos
from pages.tricks.measure import Trick
from pages.tricks.words import Group

DEVIATIONS: tuple[float, ...] = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09)
DEVIATIONS += (0.1, 0.11, 0.12, 0.14, 0.16, 0.2, 0.3)
ALIVE = (0.2, 5.0)  # the last layer's spread against the input's
ASKED = (0.14, 30)  # σ and depth that the learner predicts


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_start")
    deviation = left.select_slider(
        _("Your σ: standard deviation of the first weights"),
        DEVIATIONS,
        value=0.02,
        key="tricks_start_deviation",
        format_func=lambda value: f"{value:.2f}" if value else _("0 (all zeros)"),
    )
    depth = left.slider(_("Layers of the stack"), 2, 30, spread.DEPTH, key="tricks_start_depth")
    with right:
        _toy(deviation, depth)
    with left:
        _quick()
    left, right = measure.sides(part)
    with left:
        st.caption(_("Your σ stands above: {deviation}.", deviation=f"{deviation:.2f}"))
        measure.experiment(part, _trick, {"deviation": deviation}, right)
    lesson.try_it(
        Recipe(weights="random"),
        _("Trained weights as a start: compare them with random frozen ones"),
    )


def examples() -> dict[str, Any]:
    return measure.example("start", {"deviation": 0.05})


def _quick() -> None:
    """σ a little above He's: what many layers make of it."""
    deviation, depth = ASKED
    found = _spreads(deviation, depth)
    share = found[-1] / found[0]
    came = "dies" if share < ALIVE[0] else "explodes" if share > ALIVE[1] else "lives"
    question = Question(
        _(
            "He’s σ is {he}. What does σ = {deviation} do to the signal over {depth} layers?",
            he=f"{spread.HE:.2f}",
            deviation=f"{deviation:.2f}",
            depth=depth,
        ),
        {"dies": _("It dies"), "lives": _("It stays alive"), "explodes": _("It explodes")},
    )
    if predict.quick(
        "tricks/start/many_layers", "tricks_start_quick", question, _("Find out"), came
    ):
        st.caption(_("Now move both sliders there and see it."))


def _trick(setting: Mapping[str, Any]) -> Trick:
    return Trick(
        [
            Group(
                {
                    "yours": f"σ = {setting['deviation']:.2f}",
                    "he": f"He (σ = {spread.HE:.2f})",
                },
                expected="he",
            )
        ],
        _(
            "{depth} layers learn from your σ and from He’s. Which gets more validation photos "
            "right?",
            depth=spread.DEPTH,
        ),
    )


def _toy(deviation: float, depth: int) -> None:
    own = _spreads(deviation, depth)
    lines = [
        SpreadLine("Glorot", _spreads(spread.GLOROT, depth)),
        SpreadLine("He", _spreads(spread.HE, depth)),
        SpreadLine(_("yours"), own, own=True),
    ]
    title = _fate(own[-1] / own[0], depth)
    show(
        layer_spread(pen(), lines, title),
        key="tricks_start_toy",
        alt=_("Spread of activations in each layer. {finding}", finding=title),
    )


@cache
def _spreads(deviation: float, depth: int) -> list[float]:
    """The sliders have a few hundred places, which every learner visits."""
    return spread.spreads(spread.inputs(photos.small() / 255), deviation, depth)


def _fate(share: float, depth: int) -> str:
    """What has become of the signal: the figure's title."""
    if share == 0:
        return _("Nothing is left of the signal behind layer {depth}", depth=depth)
    if share < ALIVE[0]:
        part = f"1/{_rounded(1 / share):,}"
        return _("The signal dies: {part} of it behind layer {depth}", part=part, depth=depth)
    if share > ALIVE[1]:
        times = f"{_rounded(share):,}"
        return _(
            "The signal explodes: {times} times behind layer {depth}", times=times, depth=depth
        )
    times = f"{share:.2g}"
    return _("The signal lives: {times} times behind layer {depth}", times=times, depth=depth)


def _rounded(number: float) -> int:
    """Two significant figures."""
    return int(float(f"{number:.1e}"))
