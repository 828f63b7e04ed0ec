"""Architectures."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Architectures"), anchor=False)
lesson.page("architectures")
