"""Who is where, and the way in for whoever is not there yet."""

from __future__ import annotations

import io
import time
from html import escape

import segno
import streamlit as st

from core.classroom import addresses, authority, setting
from core.classroom.join import CERTIFICATE, link
from core.classroom.member import Member
from core.paths import data_dir
from dashboard.kit import table
from dashboard.shell import gate, services
from dashboard.shell.language import _
from dashboard.shell.names import as_written
from pages.teacher import live

AWAY = 30.0  # seconds without a sign of a browser
_WAY = "teacher_way"


def draw() -> None:
    with st.container(key="teacher_who"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        live.live(_table)
        _take_out()
    with right:
        _way_in()


def _table() -> None:
    learners = gate.room().learners()
    now = time.time()
    here = sum(now - one.seen < AWAY for one in learners)
    st.markdown(
        _("**{here}** of {all:# learner|# learners} here now", here=here, all=len(learners))
    )
    if not learners:
        st.caption(_("Nobody has joined yet. Show the code, or let them scan it."))
        return
    rows = [
        (
            as_written(one.nickname),
            as_written(live.place_title(one.place)) or "–",
            _seen(now - one.seen),
            str(services.store().count(one.id)),
        )
        for one in learners
    ]
    heads = (_("Nickname"), _("Where"), _("Last seen"), _("Runs"))
    table.ruled(heads, rows, "lllr")


def _seen(seconds: float) -> str:
    if seconds < AWAY:
        return _("now")
    if seconds < 120:
        return _("a minute ago")
    return _("{count:# minute|# minutes} ago", count=round(seconds / 60))


def _take_out() -> None:
    learners = {one.id: one for one in gate.room().learners()}
    if not learners:
        return
    with st.popover(_("Take somebody out"), icon=":material/person_remove:", type="tertiary"):
        chosen = st.selectbox(
            _("Learner"),
            list(learners),
            format_func=lambda one: learners[one].nickname if one in learners else "",
            key="teacher_out",
        )
        st.caption(_("Everything of theirs is deleted, for good."))
        st.button(
            _("Take out and delete"),
            icon=":material/delete_forever:",
            key="teacher_out_go",
            on_click=gate.for_teacher(_gone),
            args=(learners.get(chosen),),
        )


def _gone(member: Member | None) -> None:
    if member is not None:
        services.forget_learner(member.id)
        gate.room().remove(member.id)


def _way_in() -> None:
    """Addresses, the code, and both as a picture to scan."""
    started = setting.current()
    if started is None:
        return
    code = gate.room().code()
    ways = {} if started.tls_only else {"http": _("At once, without camera")}
    ways |= {"https": _("Encrypted, with camera")}
    st.session_state.setdefault(_WAY, next(iter(ways)))
    way = st.segmented_control(
        _("How they come in"), list(ways), format_func=ways.__getitem__, key=_WAY, required=True,
        wrap=True,
    )  # fmt: skip
    urls = addresses.urls(way or next(iter(ways)), started.port, started.host)
    said = escape(_("Code"))
    st.html(f'<div class="tll-headline"><span>{said}</span><b>{escape(code)}</b></div>')
    st.image(_qr(link(urls[0], code)), width=280, alt=_("The way in as a QR code"))
    st.code("\n".join(urls), language=None)
    if way == "https":
        made = data_dir() / authority.FOLDER / "authority.crt"
        st.caption(
            _(
                "Each device must trust the certificate first: {address}. Its SHA-256 fingerprint:",
                address=f"`{urls[0]}{CERTIFICATE}`",
            )
        )
        st.code(authority.fingerprint(made), language=None, wrap_lines=True)
    st.button(
        _("Another code"),
        icon=":material/refresh:",
        type="tertiary",
        key="teacher_code_new",
        help=_("The old one opens nothing any more. Those who have joined stay."),
        on_click=gate.for_teacher(_new_code),
    )


def _new_code() -> None:
    gate.room().new_code()


def _qr(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, micro=False).save(out, kind="png", scale=8, border=4)
    return out.getvalue()
