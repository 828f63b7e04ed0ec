"""A job on a page: how far it is and how long still, Cancel, what went wrong, and Try again.

Whoever hands work to the worker draws it with this panel: a question (`ask`), a series, a download.
It looks at the job by the way that it is given, so that a reload finds the same job again.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.jobs.state import JobState
from core.messages import Message
from dashboard.kit import progress
from dashboard.shell import services, sight
from dashboard.shell.language import _
from dashboard.shell.names import markdown

TICK = 1.0  # seconds between two looks
Look = Callable[[], JobState | None]
Live = Callable[[JobState], None]
Words = Callable[[JobState], str]


def watch(look: Look, key: str, live: Live | None = None, words: Words = lambda job: "") -> None:
    """A job that waits or runs, looked at again and again; the page is drawn anew when it is over.

    `live` draws below the bar what there is so far; `words` go before what the bar says.
    """
    st.fragment(_watch, run_every=sight.pace(TICK))(look, key, live, words)


def _watch(look: Look, key: str, live: Live | None, words: Words) -> None:
    job = look()
    if job is None or job.over:
        st.rerun()
    bar(job, key, words(job))
    if live is not None:
        live(job)


def bar(job: JobState, key: str, words: str = "") -> None:
    """How far a job is, beside its Cancel."""
    share, said = progress.of(job)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(share, text=f"{words} · {said}" if words else said)
        st.button(
            _("Cancel"),
            icon=":material/stop:",
            key=f"{key}_cancel",
            on_click=services.cancel,
            args=(job.id,),
        )


def trouble(said: Message | str, key: str, again: Callable[[], None]) -> None:
    """What went wrong, and the way to try it once more: `again`."""
    st.warning(markdown(said) if isinstance(said, Message) else said)
    st.button(_("Try again"), key=f"{key}_again", icon=":material/refresh:", on_click=again)
