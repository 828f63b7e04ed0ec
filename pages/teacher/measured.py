"""What the class has measured: equal settings put together, whatever the seed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import mean
from typing import Any

import streamlit as st

from core.figures.comparison import RunDot, run_comparison
from core.messages import LabError
from core.statistics import STEP, mean_half
from core.transfer.recipe import Recipe
from dashboard.kit import chart, words
from dashboard.shell import gate, services
from dashboard.shell.language import _
from pages.teacher import live

Metrics = dict[str, Any]

MOST = 12  # settings in one picture
OF_EACH = 200  # newest trainings of a learner
LOOK = 10.0  # seconds: all of them are read each time


def draw() -> None:
    live.live(_all, LOOK)


def _all() -> None:
    groups: dict[str, list[Metrics]] = {}
    for learner in gate.room().learners():
        for recipe, metrics in services.store().measured(learner.id, OF_EACH):
            if "test_accuracy" in metrics:
                groups.setdefault(_setting(recipe), []).append(metrics)
    if not groups:
        st.caption(_("Nobody has finished a training yet."))
        return
    most = sorted(groups, key=lambda setting: len(groups[setting]), reverse=True)[:MOST]
    best = sorted(most, key=lambda setting: _accuracy(groups[setting]), reverse=True)
    dots = [_dot(setting, groups[setting]) for setting in best]
    count = sum(map(len, groups.values()))
    title = _("{count:# training|# trainings} of the class", count=count)
    chart.show(run_comparison(chart.pen(), dots, title), key="teacher_measured", alt=title)
    st.caption(
        _(
            "A dot is the mean of all trainings with one setting; its line is the 95% interval. "
            "Intervals that overlap widely cannot be told apart."
        )
    )


def _setting(recipe: Metrics) -> str:
    """Equal for trainings that differ in nothing but their seed."""
    return json.dumps(recipe | {"seed": 0}, sort_keys=True)


def _accuracy(found: Sequence[Metrics]) -> float:
    return float(mean(one["test_accuracy"] for one in found))


def _dot(setting: str, found: Sequence[Metrics]) -> RunDot:
    recipe, share = Recipe.from_json(json.loads(setting)), _accuracy(found)
    try:
        dataset = words.value(recipe, "dataset")
    except LabError:  # a learner's own photos, deleted since
        dataset = recipe.dataset
    details = [
        dataset,
        _("{group}: {said}", group=words.name("per_class"), said=recipe.per_class),
        _("{count:# training|# trainings}", count=len(found)),
    ]
    interval: Sequence[float] = found[0].get("test_interval", (share, share))
    if len(found) > 1:
        half = mean_half([one["test_accuracy"] for one in found], STEP)
        interval = (max(0.0, share - half), min(1.0, share + half))
    label = f"{words.title(recipe)} · {' · '.join(details)}"
    return RunDot(label, share, interval, f"{label} · {share:.1%}")
