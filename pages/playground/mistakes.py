"""The mistakes a network is surest of: where its idea of the classes is wrong."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import proof
from dashboard.kit.shown import Shown
from dashboard.shell.language import _

MOST = 16


def panel(run: Shown) -> None:
    """The most confident mistakes first."""
    mistakes = run.result["mistakes"]
    total = len(run.result["predictions"]["true"])
    if not mistakes:
        st.success(
            _(
                "{count:The one test photo was not|Not one of # test photos was} answered wrongly.",
                count=total,
            )
        )
        return
    st.markdown(
        _(
            "{wrong} of {total:# test photo|# test photos} {wrong:was|were} answered wrongly. "
            "{wrong:This is the one|These are the ones} it was surest of. Would you have "
            "known?",
            wrong=len(mistakes),
            total=total,
        )
    )
    proof.photos(run, mistakes[:MOST])
