"""Ideal image: what a network would most like to see, made step by step."""

import streamlit as st

from dashboard.kit import lesson
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.ideal import state

st.title(_("Ideal image"), anchor=False)
st.markdown(_("Turn a network around: it does not judge a picture, it makes one."))
wrong = state.linked.open()
if wrong is not None:
    st.warning(markdown(wrong), icon=":material/link_off:")
lesson.page("ideal", made=lambda part: state.recipe().to_query() if part == "studio" else {})
