"""Status: queue, workers, room, versions and the last errors, for whoever runs the app."""

import streamlit as st

from core.messages import LabError
from core.operation import status
from dashboard.shell import gate
from dashboard.shell.language import _
from pages.status import live, stored, wrong

if not gate.operates():
    raise LabError("This is for those who run the app: the teacher, or anyone at this computer.")
st.title(_("Status"), anchor=False)
live.section()
said = status.read()
wrong.section(said["errors"])
stored.section(said)
