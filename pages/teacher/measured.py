"""What the class has measured: equal settings put together, whatever the seed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from statistics import mean

import streamlit as st

from core.figures.comparison import RunDot, run_comparison
from core.jobs.state import DONE
from core.runs.store import Run
from core.statistics import STEP, mean_half
from core.transfer.recipe import Recipe
from dashboard.kit import chart, words
from dashboard.shell import gate, services
from dashboard.shell.language import _
from pages.teacher import live

MOST = 12  # settings in one picture
OF_EACH = 200  # newest trainings of a learner


def draw() -> None:
    live.live(_all)


def _all() -> None:
    groups: dict[str, list[Run]] = {}
    for learner in gate.room().learners():
        for run in services.store().runs(learner.id, OF_EACH, kind="train"):
            if run.status == DONE and "test_accuracy" in run.metrics:
                groups.setdefault(_setting(run), []).append(run)
    if not groups:
        st.caption(_("Nobody has finished a training yet."))
        return
    most = sorted(groups.values(), key=len, reverse=True)[:MOST]
    dots = [_dot(runs) for runs in sorted(most, key=_accuracy, reverse=True)]
    count = sum(map(len, groups.values()))
    title = _("{count:# training|# trainings} of the class", count=count)
    chart.show(run_comparison(chart.pen(), dots, title), key="teacher_measured", alt=title)
    st.caption(
        _(
            "A dot is the mean of all trainings with one setting; its line is the 95% interval. "
            "Intervals that overlap widely cannot be told apart."
        )
    )


def _setting(run: Run) -> str:
    """Equal for trainings that differ in nothing but their seed."""
    recipe = {name: value for name, value in run.recipe.items() if name != "seed"}
    return json.dumps(recipe, sort_keys=True)


def _accuracy(runs: Sequence[Run]) -> float:
    return float(mean(run.metrics["test_accuracy"] for run in runs))


def _dot(runs: Sequence[Run]) -> RunDot:
    recipe, share = Recipe.from_json(runs[0].recipe), _accuracy(runs)
    name = words.title(recipe)
    details = [_("{count:# training|# trainings}", count=len(runs))]
    try:
        details.insert(0, words.value(recipe, "dataset"))
    except Exception:  # a learner's own photos, deleted since
        details.insert(0, recipe.dataset)
    details.insert(1, f"{words.name('per_class')}: {recipe.per_class}")
    interval: Sequence[float] = runs[0].metrics.get("test_interval", (share, share))
    if len(runs) > 1:
        half = mean_half([run.metrics["test_accuracy"] for run in runs], STEP)
        interval = (max(0.0, share - half), min(1.0, share + half))
    label = f"{name} · {' · '.join(details)}"
    return RunDot(label, share, interval, f"{label}: {share:.1%}")
