"""Your photo: what networks say about it, where they look, and what they cannot know."""

import streamlit as st

from dashboard.kit import lesson, photo
from dashboard.shell.language import _, together

st.title(_("Your photo"), anchor=False)
st.markdown(together(_("Choose a photo and ask the networks."), photo.stay()))
changer, opener = st.columns([5, 6], vertical_alignment="center")
with changer:
    photo.changer("photo")
with opener:
    photo.opener("photo_own", small=True)
lesson.page("photo")
