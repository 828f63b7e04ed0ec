"""Why transfer works: what is reused, the gap it closes, and what networks see."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Why transfer works"), anchor=False)
lesson.page("why")
