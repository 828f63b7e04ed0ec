"""Why transfer works: what is reused, the gap it closes, and what networks see."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from pages.why import compare, gap, idea, kernels, walk

st.title(_("Why transfer works"), anchor=False)
lesson.page(
    "why",
    {
        "idea": idea.draw,
        "gap": gap.draw,
        "walk": walk.draw,
        "kernels": kernels.draw,
        "compare": compare.draw,
    },
)
