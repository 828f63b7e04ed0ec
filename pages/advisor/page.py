"""Strategy advisor."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.advisor import claim, measure, similar, tables, validation

st.title(_("Strategy advisor"), anchor=False)
lesson.page(
    "advisor",
    {
        "tables": tables.draw,
        "similar": similar.draw,
        "measure": measure.draw,
        "validation": validation.draw,
        "claim": claim.draw,
    },
)
