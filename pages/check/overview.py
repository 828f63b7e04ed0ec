"""All quizzes: one row a lesson, with what came of them so far."""

from __future__ import annotations

import streamlit as st

from core.teaching.quizzes import AFTER, BEFORE, WHEN
from dashboard.kit import guessed, links
from dashboard.kit.dots import dots
from dashboard.kit.quiz import place, record
from dashboard.kit.quiz.questions import LESSONS
from dashboard.shell import sitemap
from dashboard.shell.language import _
from pages.check import result


def draw() -> None:
    """One row a lesson, two quizzes in each."""
    st.markdown(
        _(
            "**Guess before** a lesson: a prediction makes you see more. **Check after** it: what "
            "has changed? Wrong answers cost nothing, they say why they were tempting. Some "
            "questions are answered by a measurement, on this computer, while you wait."
        )
    )
    guessed.section()
    for lesson in LESSONS:
        with st.container(border=True):
            name, *moments = st.columns([10, 9, 9], vertical_alignment="center")
            name.markdown(f"{sitemap.TITLES[lesson][1]} **{links.title(lesson)}**")
            for moment, column in zip(WHEN, moments, strict=True):
                with column:
                    _quiz(lesson, moment)


def _quiz(lesson: str, when: str) -> None:
    score = record.score(lesson, when)
    label = {BEFORE: _("Guess before"), AFTER: _("Check after")}[when]
    st.button(
        label,
        key=f"quiz_open_{lesson}_{when}",
        icon=":material/check:" if score.over else ":material/arrow_forward:",
        width="stretch",
        on_click=place.open_quiz,
        args=(lesson, when),
    )
    said = (
        result.words(score)
        if score.answered
        else _("{count:# question|# questions}", count=score.all)
    )
    st.markdown(dots(score.states, said), unsafe_allow_html=True)
