"""The only page of a visitor to a class: a code and a nickname, or the school's own sign-in."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.classroom.join import CODE
from core.classroom.member import LONGEST
from core.messages import LabError
from dashboard.components.attention import attention
from dashboard.kit import documents
from dashboard.shell import gate, services
from dashboard.shell.language import _, language
from dashboard.shell.names import as_written, markdown

TEACHER_PAGE = "teacher"


def draw(wanted: str) -> None:
    """Ask who comes; `wanted`: the page that the address names."""
    attention("", "")  # whoever was taken out of the class in a pause
    if gate.expected():  # the browser is about to say
        return
    st.html("<style>[data-testid=stSidebar] { display: none; }</style>")  # nothing is in it yet
    st.title(_("Join the class"), anchor=False)
    if wanted == TEACHER_PAGE:
        _teacher()
        return
    _learner()
    _sign_in()
    if not gate.who_comes().secure:
        st.caption(
            _(
                "You can do everything here but use the camera. For the camera, and so that "
                "nobody in the network can read along, trust the certificate of the class."
            )
        )
    with st.expander(_("Trust the certificate of the class"), icon=":material/lock:"):
        documents.certificate()
    with st.expander(_("What is kept, and how it is deleted"), icon=":material/shield_person:"):
        documents.show("privacy")
    with st.expander(_("For the teacher"), icon=":material/school:"):
        _teacher()


def _learner() -> None:
    with st.form("join", border=True, width=480):
        code = st.text_input(
            _("Code of the class"),
            value=st.query_params.get(CODE, "")[:20],
            autocomplete="off",
            key="join_code",
        )
        nickname = st.text_input(
            _("Nickname"),
            max_chars=LONGEST,
            help=_("The teacher sees it. It need not be your name."),
            autocomplete="off",
            key="join_nickname",
        )
        if st.form_submit_button(_("Join"), icon=":material/login:", type="primary", key="join_go"):
            _try(lambda: gate.room().join(code, nickname, gate.who_comes().address))


def _teacher() -> None:
    if not gate.who_comes().trusted_way:
        st.markdown(
            _(
                "The teacher signs in on the computer that runs the class (`localhost`), or at its "
                "`https` address: here others in the network could read the code."
            )
        )
        return
    with st.form("teach", border=True, width=480):
        code = st.text_input(_("The teacher’s code"), type="password", key="teach_code")
        if st.form_submit_button(
            _("Open the teacher’s view"), icon=":material/school:", key="teach_go"
        ):
            _try(lambda: gate.room().teach(code, gate.who_comes().address))


def _sign_in() -> None:
    """By the school's identity provider, where one is set up (`[auth]` of secrets.toml)."""
    if not _provider():
        return
    if not st.user.is_logged_in:
        st.button(
            _("Sign in with your school’s account"),
            icon=":material/badge:",
            key="join_account",
            on_click=st.login,
        )
        return
    subject = f"{st.user.get('iss', '')} {st.user.get('sub', '')}"
    name = str(st.user.get("nickname") or st.user.get("name") or st.user.get("email") or "")
    label = _("Join as {name}", name=as_written(name))
    if st.button(label, icon=":material/badge:", type="primary", key="join_account_go"):
        _try(lambda: gate.room().sign_in(subject, name))


def _provider() -> bool:
    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets


def _try(way_in: Callable[[], str]) -> None:
    try:
        token = way_in()
    except LabError as error:
        st.error(markdown(error.message))
        return
    gate.enter(token)
    if st.session_state.get("language_from") == "learner":
        services.remember("language", language())
    st.query_params.pop(CODE, None)
    st.rerun()
