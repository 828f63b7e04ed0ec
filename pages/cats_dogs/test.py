"""The test photos: accuracy and loss, the confusion matrix, the classification report."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.statistics import touch, wilson_interval
from core.transfer.result import Result
from dashboard.kit import class_report, confusion, predict, shown, words
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.cats_dogs import state

OPEN = "open"  # the two recalls cannot be told apart


def draw(part: Part) -> None:
    project = state.own()
    if project is None:
        state.offered(partial(_judge, part))
        return
    run = project.results[state.BOTH]
    place = f"cats_dogs/test/{project.name}"
    label = _("Show the answers to the test photos")
    if predict.quick(place, "cd_recall", question(project), label, easier(run)):
        _judge(part, project)


def question(project: Standing) -> Question:
    recipe = project.recipes[state.BOTH]
    titles = words.titles(recipe.dataset)
    return Question(
        _("Your prediction: of which class will it find more?"),
        {name: titles[name] for name in recipe.class_names} | {OPEN: _("No clear difference")},
    )


def easier(run: Result) -> str:
    """The class with the higher recall, where the two intervals do not touch."""
    recalls = {
        row["class"]: wilson_interval(row["recall"] * row["support"], row["support"])
        for row in run["per_class"]
    }
    worse, better = sorted(recalls, key=lambda name: recalls[name])
    return OPEN if touch(recalls[worse], recalls[better]) else better


def _judge(part: Part, project: Standing) -> None:
    run = project.found[state.BOTH]
    low, high = run.metrics["test_interval"]
    accuracy, loss = st.columns(2)
    accuracy.metric(
        _("Test accuracy"),
        f"{run.metrics['test_accuracy']:.1%}",
        help=_("95% interval: {low} to {high}", low=f"{low:.1%}", high=f"{high:.1%}"),
    )
    loss.metric(_("Test loss"), f"{run.metrics['test_loss']:.3f}")
    part.say("once", count=len(run.predictions["true"]), low=f"{low:.1%}", high=f"{high:.1%}")
    if state.pictured(project):
        confusion.panel(shown.of(run))
    st.subheader(_("Classification report"), anchor=False)
    part.say("report")
    class_report.panel(shown.of(run))
    part.say("threshold")
