"""Batch norm: normalise one channel by hand, then train at two learning rates."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core.experiments.toys import batch
from core.figures.histograms import Spread, histograms
from core.transfer.rates import LAB
from core.transfer.recipe import Recipe
from dashboard.kit import again, lesson
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.tricks import photos
from pages.tricks.measure import Trick, box, experiment
from pages.tricks.words import Group

SPAN = (-4.0, 4.0)
SIZES = (1, 2, 4, 8, 16, 32)
SMALL = (0.003, 0.01, 0.03)
LARGE = (0.1, 0.2, 0.3, 0.5)


def draw(part: Part) -> None:
    _toy()
    with box():
        _experiment(part)
    lesson.try_it(
        Recipe(unfreeze=2, bn="train", epochs=8, suffix_lr=LAB),
        _("In a trained backbone batch norm must stay frozen: let it loose and look"),
    )


def _experiment(part: Part) -> None:
    left, right = st.columns(2, gap="large")
    slow = left.select_slider(
        _("Small learning rate"), SMALL, value=0.01, key="tricks_batchnorm_small"
    )
    fast = right.select_slider(
        _("Large learning rate"), LARGE, value=0.3, key="tricks_batchnorm_large"
    )
    groups = [
        Group(
            {f"{name}_without": _("without"), f"{name}_with": _("batch norm")},
            expected=f"{name}_with",
            title=_("Learning rate {rate}", rate=f"{rate:g}"),
        )
        for name, rate in (("small", slow), ("large", fast))
    ]
    experiment(
        part,
        Trick(
            {"small": slow, "large": fast},
            groups,
            _(
                "At learning rate {rate}: which gets more validation photos right?",
                rate=f"{fast:g}",
            ),
        ),
    )


def _toy() -> None:
    left, middle, right = st.columns(3, gap="large")
    size = left.select_slider(_("Photos in the batch"), SIZES, value=32, key="tricks_bn_size")
    gamma = middle.slider(_("γ: learned width"), 0.2, 2.0, 1.0, 0.1, key="tricks_bn_gamma")
    beta = right.slider(_("β: learned place"), -2.0, 2.0, 0.0, 0.1, key="tricks_bn_beta")
    kernel = 1 + again.seed("tricks_bn_next")
    rng = np.random.default_rng(kernel)
    pool = photos.small()
    before = batch.channel(pool[rng.choice(len(pool), size, replace=False)], kernel)
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
    again.button(_("Another kernel, another batch"), "tricks_bn_next")


def _spread(values: np.ndarray) -> str:
    """Mean ± standard deviation, never −0."""
    return f"{round(float(values.mean()), 2) + 0:.2f} ± {values.std():.2f}".replace("-", "−")
