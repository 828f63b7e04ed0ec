"""The learner's id, kept in the browser's local storage.

Nobody signs in: a random id that only this browser knows makes runs and settings one's own.  The
server proposes one; a browser that already has one answers with its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from dashboard.components.component import component

NAME = "tll-learner"
KEY = "learner_id"

_mount = component("learner_id")


def valid(learner: object) -> bool:
    """Whether something a browser sent has the form of an id."""
    return isinstance(learner, str) and re.fullmatch("[0-9a-f]{32}", learner) is not None


def ask(current: str, replace: bool, on_answer: Callable[[str], None]) -> None:
    """Ask the browser for the id that it keeps; `on_answer` hears of another one than `current`,
    before the next script run.

    A browser that kept none, or is told to `replace` its old one, keeps `current` from now on.
    """

    def heard() -> None:
        kept = st.session_state[KEY].get("id")
        if valid(kept) and not replace:
            on_answer(kept)

    data = {"name": NAME, "current": current, "replace": replace}
    _mount(key=KEY, data=data, on_id_change=heard)
