"""Several runs side by side: accuracies with their intervals, curves, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.figures.before_after import Curve, Panel, before_after
from core.figures.comparison import RunDot
from core.figures.palette import ARMS
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.kit import comparison, words
from dashboard.kit.chart import pen, show
from dashboard.shell.language import _

MOST_CURVES = 3  # as many colours are told apart at a glance


def panel(runs: Sequence[Run], known: Mapping[str, str]) -> None:
    """`runs`: finished trainings, at least two; `known`: the name of each by its id."""
    st.subheader(_("{count:# run|# runs} side by side", count=len(runs)), anchor=False)
    names = [f"{place}. {known[run.id]}" for place, run in enumerate(runs, 1)]
    dots = [RunDot.of(name, run.metrics) for name, run in zip(names, runs, strict=True)]
    recipes = [Recipe.from_json(run.recipe) for run in runs]
    comparison.draw(recipes, [run.metrics for run in runs], dots, "runs_comparison")
    _differences(recipes, names)
    if len(runs) <= MOST_CURVES:
        _curves(runs, names)
    else:
        st.caption(_("Choose at most {count:# run|# runs} to see their curves.", count=MOST_CURVES))


def _differences(recipes: Sequence[Recipe], names: Sequence[str]) -> None:
    """A table of the fields of the recipe in which they are not all alike."""
    apart = {field for other in recipes for field in words.changed(recipes[0], other)}
    fields = [field for field in words.ORDER if field in apart]
    if not fields:
        st.caption(_("All of them have the same recipe."))
        return
    table = [
        {_("Run"): name} | {words.name(field): words.value(recipe, field) for field in fields}
        for name, recipe in zip(names, recipes, strict=True)
    ]
    st.dataframe(table, hide_index=True, key="runs_differences")


def _curves(runs: Sequence[Run], names: Sequence[str]) -> None:
    curves = [
        Curve(
            name.partition(". ")[0],
            tone,
            [run.curve],
            (run.metrics["train_accuracy"], run.metrics["val_accuracy"]),
        )
        for name, tone, run in zip(names, ARMS, runs, strict=False)
        if len(run.curve) > 1
    ]
    if not curves:
        return
    title = _("Training and validation of the chosen runs")
    epochs = max(len(rows) for curve in curves for rows in curve.runs)
    show(
        before_after(pen(), [Panel("", curves)], title, epochs=epochs),
        key="runs_curves",
        alt=_("Learning curves of {count:# run|# runs}", count=len(curves)),
    )
