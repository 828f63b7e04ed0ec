"""Home: what transfer learning is in one moving picture, and the first experiment."""

import streamlit as st

from dashboard.kit import guessed, photo, readiness
from dashboard.shell.language import _, together
from pages.home import first_run, moving_picture, path

st.title(_("Learn new things from old ones"))
st.markdown(
    _(
        "A network that already knows how to look at photos learns your task from a few of them: "
        "keep what it knows, **freeze** it, and train a small new **head**. "
        "That is transfer learning."
    )
)
st.html(f"<style>{moving_picture.CSS}</style>")
st.markdown(moving_picture.figure(), unsafe_allow_html=True)

above = st.container()
st.header(_("See it work, now"))
seen = first_run.section()

st.header(_("Your path"))
with above if seen else st.container():  # what stands below a result is far down on a phone
    path.straight()
path.section()
guessed.section()

readiness.panel()
st.caption(together(photo.stay(), _("Every number is measured or cited.")))
