"""The cats-and-dogs project: the chapter's two stages, from the photos to the last prediction."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _

st.title(_("Cats and dogs"), anchor=False)
lesson.page("cats_dogs")
