"""Questions whose answer is a number; the lab computes the right one."""

from __future__ import annotations

import streamlit as st

from core.teaching.quizzes import Question, number
from dashboard.kit.quiz.record import Given
from dashboard.shell.language import N_, _

EMPTY = N_("There is no number yet.")


def field(question: Question, key: str, happened: Given | None) -> float | None:
    """The field in its form: the number in it."""
    whole = question.decimals == 0
    before = happened["given"] if happened else None
    value = st.number_input(
        question.unit or _("Your number"),
        value=before if before is None or not whole else int(before),
        min_value=0 if whole else 0.0,
        step=1 if whole else 10**-question.decimals,
        format="%d" if whole else f"%.{question.decimals}f",
        placeholder=_("Estimate, or compute"),
        width=320,
        key=f"{key}_number",
    )
    return None if value is None else float(value)


def right(question: Question, value: float) -> bool:
    return question.close(value, question.answer)


def feedback(question: Question, happened: Given) -> None:
    """What is said about the number that was given."""
    if happened["right"]:
        return
    value = happened["given"]
    slip = next((slip for slip in question.slips if question.close(value, slip.value)), None)
    said = number(value, question.decimals)
    if slip is not None:
        st.markdown(f":red[✗] **{said}**  \n{slip.why}")
    elif value > question.answer:
        st.markdown(_("{number} is too high.", number=said))
    else:
        st.markdown(_("{number} is too low.", number=said))


def solution(question: Question) -> None:
    """The number that the lab has computed."""
    st.markdown(f":green[✓] **{number(question.answer, question.decimals)}** {question.unit}")
