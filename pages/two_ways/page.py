"""Two ways."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Two ways"), anchor=False)
lesson.page("two_ways")
