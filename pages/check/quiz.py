"""One quiz: a question at a time, what came of it, and the result."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core.teaching.quizzes import BEFORE, Question
from dashboard.kit import links
from dashboard.kit.dots import DONE, OPEN
from dashboard.kit.quiz import place, record
from dashboard.kit.quiz.questions import quiz
from dashboard.shell.language import _
from pages.check import amount, choice, curve, result

RESULT = "result"
_MARKS = {DONE: " ✓", OPEN: ""}


def draw(lesson: str, when: str) -> None:
    """The quiz before or after a lesson."""
    known, score = quiz(lesson, when), record.score(lesson, when)
    names = [*known, RESULT]
    at = f"quiz_{lesson}_{when}_at"
    if st.session_state.get(at) not in names:
        happened = record.given(lesson, when)
        st.session_state[at] = next((name for name in known if name not in happened), RESULT)
    _head(lesson, when)
    labels = {
        name: f"{number}{_MARKS.get(state, ' ✗')}"
        for number, (name, state) in enumerate(zip(known, score.states, strict=True), 1)
    }
    labels[RESULT] = _("Result")
    st.segmented_control(
        _("Questions"),
        names,
        format_func=lambda name: labels.get(name, name),
        key=at,
        required=True,
        label_visibility="collapsed",
    )
    chosen = st.session_state[at]
    if chosen == RESULT:
        result.draw(lesson, when, score)
        return
    following = names[names.index(chosen) + 1]
    _question(lesson, when, known[chosen], (at, following))


def _head(lesson: str, when: str) -> None:
    st.button(
        _("All quizzes"),
        icon=":material/arrow_back:",
        type="tertiary",
        key="quiz_leave",
        on_click=place.leave,
    )
    title = links.title(lesson)
    st.header(
        _("Before “{title}”", title=title) if when == BEFORE else _("After “{title}”", title=title),
        anchor=False,
    )
    result.undo(lesson, when)


def _question(lesson: str, when: str, question: Question, onward: tuple[str, str]) -> None:
    key = f"quiz_{lesson}_{when}_{question.id}"
    happened = record.given(lesson, when).get(question.id)
    st.markdown(f"### {question.ask}")
    _ask(lesson, when, question, key, happened)
    shown = st.session_state.get(f"{key}_shown", False)
    if happened is not None:
        _verdict(question, happened, key, shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Next") if happened else _("Skip"),
            icon=":material/arrow_forward:",
            type=("primary" if happened["right"] else "secondary") if happened else "tertiary",
            key=f"{key}_next",
            on_click=_go,
            args=onward,
        )
        open_still = happened and not happened["right"] and question.kind != "curve"
        if open_still and not shown:
            st.button(
                _("Show the answer"),
                type="tertiary",
                key=f"{key}_show",
                on_click=_show,
                args=(key,),
            )


def _ask(
    lesson: str, when: str, question: Question, key: str, happened: record.Given | None
) -> None:
    """The question's form; an answer that was sent is kept and drawn anew."""
    if question.kind == "curve":
        measured = None if happened else curve.ask(question, key)
        if measured is None:
            return
        right, answer, found = measured
        record.note(lesson, when, question.id, right, answer, curve=found)
        st.rerun()
    kind: Any = amount if question.kind == "number" else choice
    with st.form(key, border=False):
        said = kind.field(question, key, happened)
        sent = st.form_submit_button(
            _("Check"),
            icon=":material/check:",
            type="secondary" if happened and happened["right"] else "primary",
        )
    if sent and said is None:
        st.caption(_(kind.EMPTY))
    elif sent:
        record.note(lesson, when, question.id, kind.right(question, said), said)
        st.session_state[f"{key}_shown"] = False
        st.rerun()


def _verdict(question: Question, happened: record.Given, key: str, shown: bool) -> None:
    """Right or not yet, why, and the way to the lesson."""
    with st.container(border=True):
        if happened["right"]:
            st.markdown(f":green[:material/check_circle:] **{_('Right.')}**")
        elif question.kind == "curve":
            st.markdown(f":red[:material/cancel:] **{_('The measurement says otherwise.')}**")
        else:
            st.markdown(f":red[:material/cancel:] **{_('Not yet. Try again if you like.')}**")
        told = happened["right"] or shown
        if question.kind == "curve":
            curve.feedback(question, happened, key)
            st.markdown(question.explain)
        elif question.kind == "number":
            amount.feedback(question, happened)
            if told:
                amount.solution(question)
                st.markdown(question.explain)
        else:
            choice.feedback(question, happened)
            if told:
                st.markdown(question.explain)
                with st.expander(
                    _("Every answer, and why"), expanded=shown and not happened["right"]
                ):
                    choice.solution(question)
        links.to_part(question.link)
        if question.kind == "curve":
            curve.onward(happened)


def _go(at: str, name: str) -> None:
    st.session_state[at] = name


def _show(key: str) -> None:
    st.session_state[f"{key}_shown"] = True
