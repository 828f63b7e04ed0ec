"""Dropout: let units rest, batch by batch, then train without and with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.figures.thinned import thinned_svg
from core.transfer.recipe import Recipe
from dashboard.kit import again, lesson, predict, stage
from dashboard.kit.chart import drawing, pen
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.tricks import measure
from pages.tricks.measure import Trick
from pages.tricks.words import Group

HALF = 0.5  # the rate that is asked about
UNITS = (6, 10, 10, 4)  # of the drawing; only the two in the middle can rest


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_dropout")
    rate = left.slider(
        _("Dropout rate: share of the hidden units that rest"),
        0.1,
        0.8,
        0.5,
        0.1,
        key="tricks_dropout_rate",
    )
    batch = 1 + again.seed("tricks_dropout_next")
    with left:
        again.button(_("Next batch"), "tricks_dropout_next")
        _quick()
    with right:
        _toy(rate, batch)
    left, right = measure.sides(part)
    with left:
        st.caption(_("The dropout rate stands above: {rate}.", rate=f"{rate:.1f}"))
        measure.experiment(part, _trick, {"rate": rate}, right)
    lesson.try_it(
        Recipe(per_class=10, epochs=40),
        _(
            "The usual head has dropout 0.5 inside, the linear one has none: "
            "compare them on few photos"
        ),
    )


def examples() -> dict[str, Any]:
    return measure.example("dropout", {"rate": 0.3})


def _quick() -> None:
    """Two units that rest by chance: how often both are there."""
    came = (1 - HALF) ** 2
    question = Question(
        _(
            "Dropout rate {rate}: in what share of the steps do two given units take part "
            "**together**?",
            rate=f"{HALF:g}",
        ),
        pick=predict.SHARE,
        near=0.05,
    )
    if predict.quick("tricks/dropout/pair", "tricks_dropout_quick", question, _("Find out"), came):
        st.caption(
            _("½ · ½: three times out of four, one of the two has to manage without the other.")
        )


def _trick(setting: Mapping[str, Any]) -> Trick:
    name = _("dropout {rate}", rate=f"{setting['rate']:.1f}")
    return Trick(
        [Group({"without": _("without"), "with": name}, expected="with")],
        _("Few photos and a wide hidden layer. Which gets more validation photos right?"),
    )


def _toy(rate: float, batch: int) -> None:
    rng = np.random.default_rng([batch])
    # one draw for each unit, whatever the rate: the slider lets more of the same units rest
    layers = [
        rng.random(units) >= rate if 0 < place < len(UNITS) - 1 else np.ones(units, bool)
        for place, units in enumerate(UNITS)
    ]
    hidden = sum(UNITS[1:-1])
    active = int(sum(layer.sum() for layer in layers[1:-1]))
    said = _(
        "Batch {batch}: {active} of {hidden} hidden units take part, each {factor} times "
        "as strong. When the network answers, all of them do.",
        batch=batch,
        active=active,
        hidden=hidden,
        factor=f"{1 / (1 - rate):.2g}",
    )
    names = [_("features"), _("hidden layer"), _("hidden layer"), _("classes")]
    rows = [
        {_("layer"): name, _("units"): len(layer), _("take part"): int(layer.sum())}
        for name, layer in zip(names, layers, strict=True)
    ]
    drawing(thinned_svg(pen(), layers, names, said), key="tricks_dropout_toy", rows=rows)
    st.caption(said)
