"""The adversarial lab: pictures changed so little that people see nothing, and networks do."""

import streamlit as st

from dashboard.kit import lesson, photo
from dashboard.shell.language import _
from dashboard.shell.names import markdown
from pages.adversarial import controls, state

st.title(_("Adversarial lab"), anchor=False)
before = state.linked.times()
wrong = state.linked.open()
if state.linked.times() != before:
    controls.list_first(state.recipe().target)
if wrong is not None:
    st.warning(markdown(wrong), icon=":material/link_off:")
lesson.page(
    "adversarial",
    made=lambda part: state.link(state.recipe(), photo.current()) if part == "attack" else {},
)
