"""The lesson plan: what comes when, and what it is time for."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime

import streamlit as st
from babel.dates import format_time

from core.classroom.member import Plan, Step
from dashboard.kit import choice, times
from dashboard.shell import gate
from dashboard.shell.language import _, language
from pages.teacher import lead, live

LONGEST = 20  # steps
PAGE, MINUTES = "teacher_plan_page", "teacher_plan_minutes"


def draw() -> None:
    live.live(_clock)
    plan = gate.room().plan()
    if plan.steps:
        with st.container(horizontal=True, vertical_alignment="center"):
            if plan.began is None:
                st.button(
                    _("Begin now"), icon=":material/play_arrow:", key="teacher_plan_begin",
                    type="primary", on_click=gate.for_teacher(_begin),
                )  # fmt: skip
            else:
                st.button(
                    _("Stop the clock"), icon=":material/stop:", key="teacher_plan_stop",
                    on_click=gate.for_teacher(_stop),
                )  # fmt: skip
    if len(plan.steps) < LONGEST:
        _adding()


def _clock() -> None:
    """The steps with their times, the one that it is time for marked."""
    plan, now = gate.room().plan(), time.time()
    if not plan.steps:
        st.caption(_("No step yet. Add pages in the order in which you will open them."))
        return
    at, begins = plan.at(now), plan.began or now
    left = sum(60 * step.minutes for step in plan.steps) + begins - now
    if plan.began is not None:
        over = _("The time of the plan is over.")
        still = _("{count:# minute|# minutes} left of the plan", count=max(1, round(left / 60)))
        st.markdown(f"**{over if left <= 0 else still}**")
    for number, step in enumerate(plan.steps):
        ends = begins + 60 * step.minutes
        with st.container(
            horizontal=True, vertical_alignment="center", border=number == at, width=820
        ):
            span = "–".join(_time(moment) for moment in (begins, ends))
            mark = ":blue-badge[" + _("now") + "] " if number == at else ""
            rest = _("{count:# minute|# minutes}", count=step.minutes)
            st.markdown(f"{mark}**{live.title(step.page)}** · {span} · {rest}", width="stretch")
            st.button(
                _("Open for everybody"),
                icon=":material/cast_for_education:",
                key=f"teacher_plan_open_{number}",
                type="primary" if number == at else "secondary",
                on_click=gate.for_teacher(lead.open_for_all),
                args=(step.page, {}),
            )
            st.button(
                _("Remove"),
                icon=":material/close:",
                key=f"teacher_plan_remove_{number}",
                type="tertiary",
                on_click=gate.for_teacher(_remove),
                args=(number,),
            )
        begins = ends


def _time(moment: float) -> str:
    return str(format_time(datetime.fromtimestamp(moment), "short", locale=language()))


def _adding() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choice.of_list(_("Page"), live.pages(), PAGE, live.title, 1, width=300, on_change=_usual)
        if MINUTES not in st.session_state:
            _usual()
        st.number_input(_("Minutes"), 1, 600, key=MINUTES, width=140)
        st.button(
            _("Add to the plan"),
            icon=":material/add:",
            key="teacher_plan_add",
            on_click=gate.for_teacher(_add),
        )


def _usual() -> None:
    """About how long the chosen page takes."""
    st.session_state[MINUTES] = times.minutes(st.session_state[PAGE])


def _add() -> None:
    plan = gate.room().plan()
    step = Step(st.session_state[PAGE], int(st.session_state[MINUTES]))
    gate.room().set_plan(replace(plan, steps=(*plan.steps, step)))


def _remove(number: int) -> None:
    plan = gate.room().plan()
    left = tuple(step for at, step in enumerate(plan.steps) if at != number)
    gate.room().set_plan(Plan(left, plan.began if left else None))


def _begin() -> None:
    gate.room().set_plan(replace(gate.room().plan(), began=time.time()))


def _stop() -> None:
    gate.room().set_plan(replace(gate.room().plan(), began=None))
