"""The test photos: accuracy and loss, the confusion matrix, the classification report."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import class_report, confusion, shown
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.cats_dogs import state


def draw(part: Part) -> None:
    project = state.finished()
    if project is None:
        return
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
    confusion.panel(shown.of(run))
    st.subheader(_("Classification report"), anchor=False)
    part.say("report")
    class_report.panel(shown.of(run))
