"""The sidebar of every page, below its links: one's own data."""

from __future__ import annotations

import streamlit as st

from core.messages import LabError
from dashboard.shell import services, session
from dashboard.shell.language import _
from dashboard.shell.names import markdown


def own_data() -> None:
    """Delete everything that belongs to this learner, after asking once more."""
    if st.button(
        _("Delete everything of mine"),
        icon=":material/delete:",
        type="tertiary",
        key="delete_mine",
    ):
        _confirm()


def _confirm() -> None:
    st.dialog(_("Delete everything of mine"))(_confirmation)()


def _confirmation() -> None:
    st.write(
        _(
            "This stops your running jobs and deletes all {count} of your runs and images, your "
            "datasets with their photos, and your settings from this computer. It cannot be "
            "undone.",
            count=services.store().count(services.learner()),
        )
    )
    with st.container(horizontal=True):
        kept = st.button(_("Keep everything"), key="delete_mine_not")
        gone = st.button(
            _("Delete for good"), icon=":material/delete_forever:", key="delete_mine_now"
        )
    if kept:
        st.rerun()
    if gone:
        try:
            session.forget()
        except LabError as error:
            st.error(markdown(error.message))
        else:
            st.rerun()
