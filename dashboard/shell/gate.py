"""Who may see what in a class: roles, checked here in every script run and in every action.

Outside a class everybody is admitted and nobody is a teacher.  In a class a browser's token makes
it a member; what a page reads of roles comes from the class's file, never from the browser.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.classroom import setting, visitor
from core.classroom.member import Member
from core.classroom.room import Room
from core.classroom.visitor import Visitor
from core.messages import LabError
from dashboard.components import class_token
from dashboard.shell.language import language

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
LEARNER = "learner"  # session: whose runs are one's own (`services.learner`)
TOKEN = "class_token_known"  # session: the token of this browser, once it has given or got one
MEMBER = "class_member"  # session: who that is, as of this script run
KEEP = "class_token_new"  # session: the browser is to keep this token
DROP = "class_token_gone"  # session: the browser is to forget the one it has
ASKED = "class_token_asked"  # session: its name when the browser is asked
HEARD = "class_token_heard"  # session: the browser has said whether it has one


def on() -> bool:
    """Whether the app was started for a class."""
    return setting.current() is not None


@st.cache_resource(show_spinner=False)
def room() -> Room:
    """The class, one for the server."""
    return Room()


def settle() -> None:
    """Find out who is here, before anything is drawn."""
    if not on():
        return
    member = _of_token()
    if member is not None:
        st.session_state[MEMBER], st.session_state[LEARNER] = member, member.id
    elif TOKEN in st.session_state:  # taken out of the class, which may be over
        _forget()


def _of_token() -> Member | None:
    token = st.session_state.get(TOKEN)
    return room().member(token) if token else None


def member() -> Member | None:
    """Who is in front of this browser, as of this script run; None for a visitor."""
    found: Member | None = st.session_state.get(MEMBER) if on() else None
    return found


def now() -> Member | None:
    """Who is in front of this browser at this moment: for what runs between two script runs."""
    return _of_token()


def admitted() -> bool:
    """Whether pages may be drawn."""
    return not on() or member() is not None


def expected() -> bool:
    """Whether the browser has not said yet whether it is a member's."""
    return not admitted() and HEARD not in st.session_state


def teaches() -> bool:
    """Whether this is the teacher of a class: looked up anew, for an action may come late."""
    if not on():
        return False
    found = _of_token()
    return found is not None and found.teaches


def operates() -> bool:
    """Whether this is who runs the app: in a class its teacher, else who sits at this computer."""
    if on():
        return teaches()
    # Behind a server of others everybody comes from this computer; it says for whom it asks.
    asked_for = any(name.lower() in FORWARDED for name in st.context.headers)
    elsewhere = isinstance(st.context.ip_address, str)  # it has none for loopback, nor for a test
    return not elsewhere and not asked_for


def for_teacher(action: Callable[..., None]) -> Callable[..., None]:
    """An action of the teacher's: done by nobody else, however it was called."""

    def checked(*given: Any, **named: Any) -> None:
        need_teacher()
        action(*given, **named)

    return checked


def file_for_teacher(made: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
    """A file that is made when it is downloaded, for nobody but the teacher: it is made outside the
    script, where nothing is known of the session, so the token is taken along."""
    token = st.session_state.get(TOKEN, "")

    def checked() -> str | bytes:
        found = room().member(token) if on() else None
        if found is None or not found.teaches:
            raise LabError("This is for the teacher of the class.")
        return made()

    return checked


def need_teacher() -> None:
    """Raises LabError for anybody but the teacher."""
    if not teaches():
        raise LabError("This is for the teacher of the class.")


def note_question(place: str, ask: str, choices: Mapping[str, str]) -> None:
    """In a class: what a question says that somebody has answered, for the pooled guesses."""
    if member() is not None:
        room().note_question(place, language(), {"ask": ask, "choices": dict(choices)})


def who_comes() -> Visitor:
    """What the door says of this browser's connection."""
    now = setting.current()
    if now is None:
        return visitor.STRANGER
    return visitor.read(st.context.headers.get(visitor.HEADER), now.door)


def enter(token: str) -> None:
    """This browser is a member's from now on, and keeps the token."""
    st.session_state[TOKEN] = st.session_state[KEEP] = token
    st.session_state.pop(DROP, None)
    settle()


def leave(gone: Member) -> None:
    """Out of the class: the token opens nothing any more, and the browser forgets it."""
    room().remove(gone.id)
    _forget()


def _forget() -> None:
    for name in (TOKEN, KEEP, MEMBER, LEARNER):
        st.session_state.pop(name, None)
    st.session_state[DROP] = st.session_state[HEARD] = True


def introduce(arrived: Callable[[], None]) -> None:
    """Let the browser say whether it is a member's, or keep that it is; `arrived`: it is."""

    def heard(token: str) -> None:
        st.session_state[HEARD] = True
        if TOKEN in st.session_state or st.session_state.get(DROP) or not token:
            return
        if room().member(token) is None:  # of a class that is over, or nobody's
            st.session_state[DROP] = True
            return
        st.session_state[TOKEN] = token
        settle()
        arrived()

    keep, drop = st.session_state.get(KEEP, ""), st.session_state.get(DROP, False)
    asked = st.session_state.setdefault(ASKED, secrets.token_hex(4))
    class_token.ask(keep, drop, asked, heard)
