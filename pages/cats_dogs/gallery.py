"""Twenty test photos drawn at random, framed by right and wrong, with the confidence."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard.kit import proof, shown
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.cats_dogs import state

SHOWN = 20
SEED = "cd_gallery_seed"


def draw(part: Part) -> None:
    project = state.finished()
    if project is None:
        return
    run = shown.of(project.found[state.BOTH])
    total = len(run.result["predictions"]["true"])
    seed = st.session_state.setdefault(SEED, 0)
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
    st.button(_("Draw twenty others"), icon=":material/casino:", key="cd_again", on_click=_again)
    part.say("surest")


def _again() -> None:
    st.session_state[SEED] += 1
