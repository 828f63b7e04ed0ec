"""Will it hold?  What networks that were trained on good photos do with others."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Will it hold?"), anchor=False)
lesson.page("holds")
