"""Privacy: what is kept of whom, where, for how long, and how it is deleted."""

import streamlit as st

from core.paths import cache_dir, data_dir
from dashboard.kit import documents
from dashboard.shell import gate, sitemap
from dashboard.shell.language import _

st.title(_("Privacy"), anchor=False)
documents.show("privacy")
if not gate.on() or gate.teaches():
    st.caption(_("On this computer the folders are:"))
    st.code(f"{data_dir()}\n{cache_dir()}", language=None)
if gate.operates():
    title, icon = sitemap.TITLES["status"]
    sitemap.link("status", _(title), icon)
