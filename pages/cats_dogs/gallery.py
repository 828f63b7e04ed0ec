"""Twenty test photos drawn at random, framed by right and wrong, with the confidence."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard.kit import again, proof, shown
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.cats_dogs import state

SHOWN = 20


def draw(part: Part) -> None:
    project = state.finished()
    if project is None:
        return
    run = shown.of(project.found[state.BOTH])
    total = len(run.result["predictions"]["true"])
    seed = again.seed("cd_again")
    drawn = np.random.default_rng(seed).permutation(total)[:SHOWN].tolist()
    wrong = set(run.result["mistakes"])
    st.markdown(
        _(
            "{right} of these {count} are right.",
            right=sum(place not in wrong for place in drawn),
            count=len(drawn),
        )
    )
    proof.photos(run, drawn)
    again.button(_("Draw twenty others"), "cd_again")
    part.say("surest")
