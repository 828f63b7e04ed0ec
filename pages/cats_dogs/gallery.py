"""Twenty test photos drawn at random, framed by right and wrong, with the confidence."""

from __future__ import annotations

from functools import partial
from statistics import mean

import numpy as np
import streamlit as st

from core.transfer.result import Result
from dashboard.kit import again, predict, proof, shown
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.cats_dogs import state

SHOWN = 20


def draw(part: Part) -> None:
    project = state.own()
    if project is None:
        state.offered(partial(_drawn, part))
        return
    sure = surest(project.results[state.BOTH])
    asked = Question(
        _("Your prediction: how sure is it of its mistakes, on average? (50% is a coin toss)"),
        pick=SHARE,
    )
    place = f"cats_dogs/gallery/{project.name}"
    if sure is None or predict.quick(place, "cd_sure", asked, _("Show its answers"), sure):
        _drawn(part, project)


def surest(run: Result) -> float | None:
    """How sure the network was of its mistakes, on average; None where it made none."""
    sure = run["predictions"]["confidence"]
    wrong = [sure[place] for place in run["mistakes"]]
    return round(mean(wrong), 4) if wrong else None


def _drawn(part: Part, project: Standing) -> None:
    if not state.pictured(project):
        return
    run = shown.of(project.found[state.BOTH])
    total = len(run.result["predictions"]["true"])
    drawn = np.random.default_rng(again.seed("cd_again")).permutation(total)[:SHOWN].tolist()
    wrong = set(run.result["mistakes"])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "{right} of these {count} are right.",
                right=sum(place not in wrong for place in drawn),
                count=len(drawn),
            )
        )
        again.button(_("Draw twenty others"), "cd_again")
    proof.photos(run, drawn)
    part.say("surest")
