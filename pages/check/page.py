"""Check yourself: quizzes before and after every lesson, and the glossary."""

import streamlit as st

from dashboard.kit.quiz import place
from dashboard.shell.language import _
from pages.check import glossary, overview, quiz

st.title(_("Check yourself"), anchor=False)
chosen = place.quiz()
if chosen is not None and not place.glossary():
    quiz.draw(*chosen)
else:
    views = {"quizzes": _("Quizzes"), place.GLOSSARY: _("Glossary")}
    st.session_state["check_view"] = place.GLOSSARY if place.glossary() else "quizzes"
    st.segmented_control(
        _("What to see"),
        list(views),
        format_func=views.__getitem__,
        key="check_view",
        required=True,
        label_visibility="collapsed",
        on_change=place.turn,
    )
    (glossary if place.glossary() else overview).draw()
