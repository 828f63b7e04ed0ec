"""Batch norm: normalise one channel by hand, then train at two learning rates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from core.experiments.toys import batch
from core.figures.histograms import Spread, histograms
from core.transfer.rates import LAB
from core.transfer.recipe import Recipe
from dashboard.kit import again, lesson, predict, stage
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from pages.tricks import measure, photos
from pages.tricks.measure import Trick
from pages.tricks.words import Group

SPAN = (-4.0, 4.0)
SIZES = (1, 2, 4, 8, 16, 32)
SMALL = (0.003, 0.01, 0.03)
LARGE = (0.1, 0.2, 0.3, 0.5)
STRONGER = 10  # times the weights, in the question


def draw(part: Part) -> None:
    left, right = stage.sides("tricks_batchnorm")
    with left:
        size = st.select_slider(_("Photos in the batch"), SIZES, value=32, key="tricks_bn_size")
        gamma = st.slider(_("γ: learned width"), 0.2, 2.0, 1.0, 0.1, key="tricks_bn_gamma")
        beta = st.slider(_("β: learned place"), -2.0, 2.0, 0.0, 0.1, key="tricks_bn_beta")
        again.button(_("Another kernel, another batch"), "tricks_bn_next")
    before = _answers(size, 1 + again.seed("tricks_bn_next"))
    with right:
        _toy(before, gamma, beta)
    with left:
        _quick(before)
    left, right = measure.sides(part)
    with left:
        slow = st.select_slider(
            _("Small learning rate"), SMALL, value=0.01, key="tricks_batchnorm_small"
        )
        fast = st.select_slider(
            _("Large learning rate"), LARGE, value=0.3, key="tricks_batchnorm_large"
        )
        measure.experiment(part, _trick, {"small": slow, "large": fast}, right)
    lesson.try_it(
        Recipe(unfreeze=2, bn="train", epochs=8, suffix_lr=LAB),
        _("In a trained backbone batch norm must stay frozen: let it loose and look"),
    )


def examples() -> dict[str, Any]:
    return measure.example("batchnorm", {"small": 0.003, "large": 0.2})


def _trick(setting: Mapping[str, Any]) -> Trick:
    groups = [
        Group(
            {f"{name}_without": _("without"), f"{name}_with": _("batch norm")},
            expected=f"{name}_with",
            title=_("Learning rate {rate}", rate=f"{setting[name]:g}"),
        )
        for name in ("small", "large")
    ]
    asked = _(
        "At learning rate {rate}: which gets more validation photos right?",
        rate=f"{setting['large']:g}",
    )
    return Trick(groups, asked)


@st.cache_data(max_entries=64, show_spinner=False)
def _answers(size: int, kernel: int) -> np.ndarray:
    """What a fresh kernel answers to a batch."""
    rng = np.random.default_rng(kernel)
    pool = photos.small()
    return batch.channel(pool[rng.choice(len(pool), size, replace=False)], kernel)


def _toy(before: np.ndarray, gamma: float, beta: float) -> None:
    after = batch.normalised(before, gamma, beta)
    title = _(
        "Before: {before}. After batch norm: {after}",
        before=_spread(before),
        after=_spread(after),
    )
    spreads = [
        Spread(_("answers of a fresh kernel"), before, "quiet"),
        Spread(_("after batch norm"), after, "trainable"),
    ]
    show(
        histograms(pen(), spreads, title, value=_("activation"), span=SPAN),
        key="tricks_bn_toy",
        alt=_("Histograms of one channel. {finding}", finding=title),
    )


def _quick(before: np.ndarray) -> None:
    """A kernel ten times as strong: what comes out of batch norm."""
    one, ten = (batch.normalised(times * before, 1, 0).std() for times in (1, STRONGER))
    came = "same" if ten / one < STRONGER**0.5 else "stronger"
    question = Question(
        _("All weights of the kernel become ten times as large. What comes out of batch norm?"),
        {"stronger": _("Ten times as much"), "same": _("The same"), "weaker": _("A tenth")},
    )
    if predict.quick("tricks/batchnorm/ten", "tricks_bn_quick", question, _("Find out"), came):
        st.caption(
            _("Mean and deviation grow with it and cancel it: a kernel’s size stops mattering.")
        )


def _spread(values: np.ndarray) -> str:
    """Mean ± standard deviation, never −0."""
    mean = f"{round(float(values.mean()), 2) + 0:.2f}".replace("-", "−")
    return f"{mean}\u00a0±\u00a0{values.std():.2f}"
