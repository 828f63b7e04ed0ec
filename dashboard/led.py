"""What a member of a class sees of the teacher on every page: a pause, and where the class is."""

from __future__ import annotations

import time

import streamlit as st

from core.classroom.member import Lead
from dashboard.components.attention import attention
from dashboard.shell import gate, services, session, sitemap
from dashboard.shell.language import _, language

LOOK = 3.0  # seconds between two looks
SEEN = 10.0  # seconds after which a member who stays is noted again


def follow() -> None:
    """Nothing outside a class."""
    if gate.on():
        st.fragment(_look, run_every=LOOK)()


def _look() -> None:
    found = gate.now()
    if found is None:
        st.rerun()  # taken out of the class: back to its door
    if abs(time.time() - found.seen) > SEEN:  # also after a clock was set back
        gate.room().saw(found.id, st.session_state.get(services.HERE, ""))
    if found.teaches:
        return
    pause = gate.room().pause()
    words = "" if pause is None else pause.words or _("Eyes to the front, please.")
    attention(words, _("What is running goes on. This page comes back by itself."))
    lead = gate.room().lead()
    if lead is None or lead.page not in sitemap.TITLES:
        return
    if lead.id != found.followed:
        gate.room().follow(found.id, lead.id)
        where = {**lead.query, session.LANGUAGE: language()}
        st.switch_page(sitemap.page(lead.page), query_params=where)
    _way_back(lead)


def note() -> None:
    """A page is drawn: now its part is known as well."""
    found = gate.member()
    place = st.session_state.get(services.HERE, "")
    if found is not None and place != found.place:
        gate.room().saw(found.id, place)


def _way_back(lead: Lead) -> None:
    """To where the class is, for whoever has gone on from there."""
    label = _("The class: {page}", page=_(sitemap.TITLES[lead.page][0]))
    with st.container(width="content"):
        sitemap.link(lead.page, label, ":material/school:", lead.query)
