"""Training tricks: each one moved by hand, predicted, then measured without and with."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Training tricks"), anchor=False)
lesson.page("tricks")
