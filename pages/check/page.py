"""Check yourself: quizzes before and after every lesson, and how many guesses came true."""

import streamlit as st

from dashboard.kit.quiz import place
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.check import overview, quiz

st.title(_("Check yourself"), anchor=False)
chosen = place.quiz()
if place.to_glossary():
    term = {place.TERM: st.query_params[place.TERM]} if place.TERM in st.query_params else {}
    st.markdown(_("The glossary is a page of its own now."))
    sitemap.link("glossary", _("To the glossary"), ":material/arrow_forward:", term)
elif chosen is not None:
    quiz.draw(*chosen)
else:
    overview.draw()
