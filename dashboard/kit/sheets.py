"""A lesson's worksheet and teacher's page, to print."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core.teaching import worksheets
from dashboard.kit import download
from dashboard.shell.language import _, language


def offer(lesson: str) -> None:
    """A button that opens both downloads; they are made when they are asked for."""
    into = language()
    with st.popover(
        _("Worksheet"),
        icon=":material/print:",
        type="tertiary",
        key=f"sheets_{lesson}",
        on_change="rerun",
    ) as opened:
        if not opened.open:
            return
        st.markdown(_("Open the file in a browser and print it, A4, black and white is enough."))
        for teacher, label in ((False, _("Worksheet")), (True, _("Teacher’s page"))):
            made = partial(worksheets.render, lesson, into, teacher)
            name = worksheets.named(lesson, into, teacher)
            download.offer(label, made, name, f"sheet_{lesson}_{teacher}")
