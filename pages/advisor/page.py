"""Strategy advisor."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Strategy advisor"), anchor=False)
lesson.page("advisor")
