"""Your dataset: the learner's own photos, checked, studied and written up."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Your dataset"), anchor=False)
st.markdown(
    _(
        "Bring your own photos, see what is in them, compare ways to learn from them, and write "
        "the report. The photos never leave this computer."
    )
)
lesson.page("dataset")
