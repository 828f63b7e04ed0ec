"""Questions with answers to choose: one of them, or all that are right."""

from __future__ import annotations

import streamlit as st

from core.teaching.quizzes import Question
from dashboard.kit.quiz.record import Given
from dashboard.shell.language import N_, _

EMPTY = N_("Nothing is chosen yet.")


def field(question: Question, key: str, happened: Given | None) -> list[int] | None:
    """The choices in their form: the places of those that are taken."""
    before = happened["given"] if happened else []
    places = range(len(question.choices))
    if question.kind == "single":
        chosen = st.radio(
            question.ask,
            places,
            index=before[0] if before else None,
            format_func=lambda place: question.choices[place].text,
            label_visibility="collapsed",
            key=f"{key}_choice",
        )
        return None if chosen is None else [chosen]
    st.caption(_("Choose all that are right."))
    taken = [
        place
        for place in places
        if st.checkbox(
            question.choices[place].text, value=place in before, key=f"{key}_choice_{place}"
        )
    ]
    return taken or None


def right(question: Question, taken: list[int]) -> bool:
    return taken == question.right


def feedback(question: Question, happened: Given) -> None:
    """What is said about the answer that was given: why what was chosen is wrong, or right."""
    taken = happened["given"]
    wrong = [place for place in taken if not question.choices[place].right]
    for place in wrong:
        chosen = question.choices[place]
        st.markdown(f":red[✗] **{chosen.text}**  \n{chosen.why}")
    if not happened["right"] and question.kind == "multiple":
        missing = len(set(question.right) - set(taken))
        if missing:
            st.markdown(_("Right answers that are not chosen yet: {count}.", count=missing))


def solution(question: Question) -> None:
    """Every choice with why it is right or tempting."""
    for choice in question.choices:
        mark = ":green[✓]" if choice.right else ":red[✗]"
        st.markdown(f"{mark} **{choice.text}**  \n{choice.why}")
