"""Which jobs this session has on screen: a page's own question ends when nobody looks any more.

What a page shows it looks at, in every script run and once a second while it waits.  What a whole
script run has not looked at was left behind: another page or part is on screen now.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable

import streamlit as st

from core.jobs.state import JobState
from dashboard.shell import services

WATCHER = "watcher"  # session: its name among those who look
ROOM = 10  # tabs that are looked at as often as one
LATELY = 120.0  # seconds for which a tab counts after its page was drawn
RAREST = 4.0  # times as long between two looks, at most
SEEN, SEEN_NOW = "jobs_seen", "jobs_seen_now"  # session: on screen; since this script run began
DRAWN = "drawn_now"  # session: what `first` was asked for since this script run began


def begin() -> None:
    """A script run of the whole page begins."""
    st.session_state[SEEN_NOW], st.session_state[DRAWN] = set(), set()
    tabs, now = _tabs(), time.monotonic()
    tabs[_watcher()] = now
    for tab in [tab for tab, drawn in list(tabs.items()) if now - drawn > LATELY]:
        tabs.pop(tab, None)


@st.cache_resource(show_spinner=False)
def _tabs() -> dict[str, float]:
    """When the tabs of this server drew their page."""
    return {}


def pace(seconds: float) -> float:
    """How long a tab waits between two looks at what runs: `seconds`, in a class longer.
    Each look is a script run; those of thirty tabs each second are most of what the server does."""
    return seconds * min(RAREST, max(1.0, len(_tabs()) / ROOM))


def shown(job_ids: Iterable[str]) -> bool:
    """Whether the page that has just been drawn looks at all these jobs itself."""
    now: set[str] = st.session_state.get(SEEN_NOW, set())
    return now.issuperset(job_ids)


def first(name: str) -> bool:
    """Whether this script run of the whole page comes to `name` for the first time: two places
    of a page may wait for one answer, and it has one bar."""
    drawn: set[str] = st.session_state.setdefault(DRAWN, set())
    before = len(drawn)
    drawn.add(name)
    return len(drawn) > before


def look(job_id: str) -> JobState | None:
    """Where a job stands that is shown here; None when it is unknown."""
    job = services.state(job_id)
    if job is not None and not job.over:
        services.runner().look(job_id, _watcher())
        for name in (SEEN, SEEN_NOW):
            st.session_state.setdefault(name, set()).add(job_id)
    return job


def leave(job_id: str) -> None:
    """A job is not shown here any more."""
    services.runner().leave(job_id, _watcher())


def end() -> None:
    """The page has been drawn to its end."""
    now = st.session_state.get(SEEN_NOW, set())
    for job_id in st.session_state.get(SEEN, set()) - now:
        leave(job_id)
    st.session_state[SEEN] = set(now)


def _watcher() -> str:
    return str(st.session_state.setdefault(WATCHER, secrets.token_hex(8)))
