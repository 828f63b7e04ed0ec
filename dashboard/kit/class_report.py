"""Precision, recall and F1 for every class, and how honest the confidence is."""

from __future__ import annotations

import streamlit as st

from dashboard.kit import words
from dashboard.kit.shown import Shown
from dashboard.shell.language import _


def panel(run: Shown) -> None:
    """Precision, recall, F1 for every class, and how honest the confidence is."""
    titles = words.titles(run.recipe.dataset)
    rows = [
        {
            _("class"): titles[row["class"]],
            _("precision"): 100 * row["precision"],
            _("recall"): 100 * row["recall"],
            "F1": 100 * row["f1"],
            _("test photos"): row["support"],
        }
        for row in run.result["per_class"]
    ]
    share = st.column_config.NumberColumn(format="%.0f%%")
    bar = st.column_config.ProgressColumn(format="%.0f%%", min_value=0, max_value=100)
    st.dataframe(
        rows,
        hide_index=True,
        column_config={_("precision"): share, _("recall"): share, "F1": bar},
    )
    error = run.result["calibration_error"]
    st.markdown(
        _(
            "**Calibration error: {points} points.** On average, its confidence is off by this "
            "much from how often it is right.",
            points=f"{100 * error:.1f}",
        )
    )
