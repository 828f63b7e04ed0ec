"""A training under way: how far, how long still, the curves as they grow, and Cancel."""

from __future__ import annotations

import time

import streamlit as st

from core.jobs.state import JobState
from dashboard.kit import progress, shown, words
from dashboard.shell import services
from dashboard.shell.language import _
from pages.playground import curves

TICK = 1.0  # seconds between two looks


def panel(run: shown.Shown) -> None:
    """Look once a second; the page is drawn anew when the training is over."""
    st.fragment(_watch, run_every=TICK)(run.id)


def _watch(run_id: str) -> None:
    run = shown.find(run_id)
    if run is None or run.job is None:
        st.rerun()
    share, words_now = progress.of(run.job)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share, text=" · ".join(filter(None, [words_now, _left(run.job)])))
        if st.button(_("Cancel"), icon=":material/stop:", key="pg_cancel"):
            services.cancel(run_id)
    history = [event for event in run.job.events if event["kind"] == "epoch"]
    if history:
        curves.growing(run.recipe, history)
    else:
        st.caption(
            _("First the photos pass through the frozen blocks, once. Their answers are kept.")
            if run.recipe.boundary
            else _("Nothing is frozen, so every epoch passes through the whole network.")
        )


def _left(job: JobState) -> str:
    """Time left, from the pace of the phase that is under way; "" while nobody can know."""
    if job.status == "queued" or job.started is None:
        return ""
    epochs = [event for event in job.events if event["kind"] == "epoch"]
    if epochs:
        pace = sum(event["seconds"] for event in epochs) / len(epochs)
        left = (epochs[-1]["epochs"] - epochs[-1]["epoch"]) * pace
    else:
        share, _words = progress.of(job)
        if share < 0.15:
            return ""
        left = (time.time() - job.started) * (1 - share) / share
    return _("about {time} left", time=words.about(left))
