"""Initialisation: keep the spread of activations alive by hand, then train from it."""

from __future__ import annotations

import streamlit as st

from core.experiments.toys import spread
from core.figures.layer_spread import SpreadLine, layer_spread
from core.transfer.recipe import Recipe
from dashboard.kit import lesson
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.tricks import photos
from pages.tricks.measure import Trick, box, experiment
from pages.tricks.words import Group

DEVIATIONS: tuple[float, ...] = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09)
DEVIATIONS += (0.1, 0.11, 0.12, 0.14, 0.16, 0.2, 0.3)
ALIVE = (0.2, 5.0)  # the last layer's spread against the input's


def draw(part: Part) -> None:
    left, right = st.columns(2, gap="large")
    deviation = left.select_slider(
        _("Your σ: standard deviation of the first weights"),
        DEVIATIONS,
        value=0.02,
        key="tricks_start_deviation",
        format_func=lambda value: f"{value:.2f}" if value else _("0 (all zeros)"),
    )
    depth = right.slider(_("Layers of the stack"), 2, 30, spread.DEPTH, key="tricks_start_depth")
    _toy(deviation, depth)
    with box():
        _experiment(part, deviation)
    lesson.try_it(
        Recipe(weights="random"),
        _("Trained weights as a start: compare them with random frozen ones"),
    )


def _experiment(part: Part, deviation: float) -> None:
    experiment(
        part,
        Trick(
            {"deviation": deviation},
            [
                Group(
                    {
                        "yours": f"σ = {deviation:.2f}",
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
        ),
    )


def _toy(deviation: float, depth: int) -> None:
    x = spread.inputs(photos.small() / 255)
    own = spread.spreads(x, deviation, depth)
    lines = [
        SpreadLine("Glorot", spread.spreads(x, spread.GLOROT, depth)),
        SpreadLine("He", spread.spreads(x, spread.HE, depth)),
        SpreadLine(_("yours"), own, own=True),
    ]
    title = _fate(own[-1] / own[0], depth)
    show(
        layer_spread(pen(), lines, title),
        key="tricks_start_toy",
        alt=_("Spread of activations in each layer. {finding}", finding=title),
    )


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
