"""Dropout: let units rest, batch by batch, then train without and with it."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.figures.thinned import thinned_svg
from core.transfer.recipe import Recipe
from dashboard.kit import again, lesson
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.tricks.measure import Trick, box, experiment
from pages.tricks.words import Group

UNITS = (6, 10, 10, 4)  # of the drawing; only the two in the middle can rest


def draw(part: Part) -> None:
    left, right = st.columns([2, 1], gap="large", vertical_alignment="bottom")
    rate = left.slider(
        _("Dropout rate: share of the hidden units that rest"),
        0.1,
        0.8,
        0.5,
        0.1,
        key="tricks_dropout_rate",
    )
    batch = 1 + again.seed("tricks_dropout_next")
    with right:
        again.button(_("Next batch"), "tricks_dropout_next")
    _toy(rate, batch)
    with box():
        _experiment(part, rate)
    lesson.try_it(
        Recipe(per_class=10, epochs=40),
        _(
            "The usual head has dropout 0.5 inside, the linear one has none: "
            "compare them on few photos"
        ),
    )


def _experiment(part: Part, rate: float) -> None:
    experiment(
        part,
        Trick(
            {"rate": rate},
            [
                Group(
                    {
                        "without": _("without"),
                        "with": _("dropout {rate}", rate=f"{rate:.1f}"),
                    },
                    expected="with",
                )
            ],
            _("Few photos and a wide hidden layer. Which gets more validation photos right?"),
        ),
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
    st.markdown(thinned_svg(pen(), layers, names, said), unsafe_allow_html=True)
    st.caption(said)
