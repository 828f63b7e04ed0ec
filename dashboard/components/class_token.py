"""The token that makes a browser a member of the class, kept in its local storage.

The server makes it; a browser that has one answers with it, and the server looks whether it is
anybody's.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.components.component import component

NAME = "tll-class"
KEY = "class_token"
LONGEST = 100

_mount = component("class_token")


def ask(keep: str, drop: bool, asked: str, on_answer: Callable[[str], None]) -> None:
    """Tell the browser to `keep` a token, or to `drop` its own; else `on_answer` hears what it has,
    "" for none, before the next script run.  `asked`: the session, which is answered once."""

    def heard() -> None:
        said = st.session_state[KEY].get("answer")
        kept = said.get("kept") if isinstance(said, dict) else ""
        on_answer(kept if isinstance(kept, str) and len(kept) <= LONGEST else "")

    data = {"name": NAME, "keep": keep, "drop": drop, "asked": asked}
    _mount(key=KEY, data=data, on_answer_change=heard)
