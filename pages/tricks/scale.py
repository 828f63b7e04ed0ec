"""Input normalisation: shift and shrink the pixel values by hand, then train on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.experiments.toys import pixels
from core.figures.histograms import Spread, histograms
from core.transfer.recipe import Recipe
from dashboard.kit import lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.tricks import measure, photos
from pages.tricks.measure import Trick
from pages.tricks.words import Group

RATES = (1e-5, 1e-4, 1e-3, 3e-3, 1e-2, 3e-2)


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_scale")
    shift = left.slider(_("Subtract"), 0, 200, 0, 5, key="tricks_scale_shift")
    divide = left.slider(_("Divide by"), 1, 255, 1, 2, key="tricks_scale_divide")
    with right:
        _toy(shift, divide)
    with left:
        _quick()
    left, right = measure.sides(part)
    with left:
        rate = st.select_slider(
            _("Learning rate for all three"),
            RATES,
            value=1e-2,
            format_func=lambda value: f"{value:g}",
            key="tricks_scale_rate",
        )
        measure.experiment(part, _trick, {"rate": rate}, right)
    lesson.try_it(
        Recipe(per_class=20),
        _("Every backbone wants its own scaling: find that line in the playground’s program"),
    )


def examples() -> dict[str, Any]:
    return measure.example("scale", {"rate": 1e-3})


def _quick() -> None:
    """How much more a division by 255 allows."""
    raw, unit = (pixels.stable_rate(_products(), 0, divide) for divide in (1, 255))
    times = {"same": 1, "once": 255, "twice": 255**2}
    came = min(times, key=lambda name: abs(np.log(unit / raw / times[name])))
    question = Question(
        _(
            "All pixels are divided by 255. How much larger may the learning rate be, as far as "
            "this layer is concerned?"
        ),
        {"same": _("No larger"), "once": _("255 times"), "twice": _("65,000 times")},
    )
    if predict.quick("tricks/scale/divided", "tricks_scale_quick", question, _("Find out"), came):
        st.caption(_("The input counts twice: in the answer and in the gradient."))


def _trick(setting: Mapping[str, Any]) -> Trick:
    return Trick(
        [
            Group(
                {"raw": "0–255", "unit": "0–1", "standard": _("standardised")},
                expected="standard",
                title=_("Learning rate {rate}", rate=f"{setting['rate']:g}"),
            )
        ],
        _("The same photos, network and learning rate. Which gets the most right?"),
    )


@st.cache_data(show_spinner=False)
def _products() -> np.ndarray:
    return pixels.steepest(photos.small())


def _toy(shift: int, divide: int) -> None:
    values = pixels.scaled(photos.small(), shift, divide)
    title = _(
        "Mean {mean}, deviation {deviation}: one layer is stable up to learning rate {rate}",
        mean=f"{values.mean():.3g}",
        deviation=f"{values.std():.3g}",
        rate=_plain(pixels.stable_rate(_products(), shift, divide)),
    )
    low, high = float(values.min()), float(values.max())
    room = 0.05 * (high - low)
    show(
        histograms(
            pen(),
            [Spread(_("pixel values"), values, "trainable")],
            title,
            value=_("pixel value (40 sample photos)"),
            span=(min(low, -1.0) - room, max(high, 1.0) + room),
        ),
        key="tricks_scale_toy",
        alt=_("Histogram of pixel values. {finding}", finding=title),
    )


def _plain(number: float) -> str:
    """One significant figure, without exponent."""
    return np.format_float_positional(float(f"{number:.0e}"), trim="-")
