"""A training under way: the panel of a job, and the curves as they grow."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.jobs.state import JobState
from core.transfer.recipe import Recipe
from dashboard.kit import panel, shown
from dashboard.shell import sight
from dashboard.shell.language import _
from pages.playground import curves


def draw(run: shown.Shown) -> None:
    """Look once a second; the page is drawn anew when the training is over."""
    panel.watch(partial(sight.look, run.id), "pg", _growing)


def _growing(job: JobState) -> None:
    recipe = Recipe.from_json(job.payload)
    history = [event for event in job.events if event["kind"] == "epoch"]
    if history:
        curves.growing(recipe, history)
    else:
        st.caption(
            _("First the photos pass through the frozen blocks, once. Their answers are kept.")
            if recipe.boundary
            else _("Nothing is frozen, so every epoch passes through the whole network.")
        )
