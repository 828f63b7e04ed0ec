"""Pets and new domains: 37 breeds, and how far from photos transfer carries."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Pets and new domains"), anchor=False)
lesson.page("pets")
