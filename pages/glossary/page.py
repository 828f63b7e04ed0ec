"""The glossary: what the words mean, in both languages."""

import streamlit as st

from dashboard.shell.language import _
from pages.glossary import entries

st.title(_("Glossary"), anchor=False)
entries.draw()
