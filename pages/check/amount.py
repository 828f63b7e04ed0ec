"""Questions whose answer is a number; the lab computes the right one."""

from __future__ import annotations

import streamlit as st

from dashboard.kit.quiz.questions import Question, number
from dashboard.kit.quiz.record import Given
from dashboard.shell.language import _

Answer = tuple[bool, float]


def ask(question: Question, key: str, happened: Given | None) -> Answer | None:
    """The form; an answer when it has just been sent."""
    whole = question.decimals == 0
    before = happened["given"] if happened else None
    with st.form(key, border=False):
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
        sent = st.form_submit_button(
            _("Check"),
            icon=":material/check:",
            type="secondary" if happened and happened["right"] else "primary",
        )
    if not sent:
        return None
    if value is None:
        st.caption(_("There is no number yet."))
        return None
    return question.close(value, question.answer), float(value)


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
