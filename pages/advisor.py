"""Strategy advisor."""

import streamlit as st

from dashboard import lesson
from dashboard.advisor_page import claim, measure, similar, tables, validation
from dashboard.i18n import _

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
