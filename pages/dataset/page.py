"""Your dataset: the learner's own photos, checked, studied and written up."""

import streamlit as st

from dashboard.kit import lesson, photo
from dashboard.shell.language import _, together

st.title(_("Your dataset"), anchor=False)
st.markdown(
    together(
        _(
            "Bring your own photos, see what is in them, compare ways to learn from them, and "
            "write the report."
        ),
        photo.stay(),
    )
)
lesson.page("dataset")
