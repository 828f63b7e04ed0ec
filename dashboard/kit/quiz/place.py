"""Where on the page the learner is: the URL says it, so that every place can be linked."""

from __future__ import annotations

import streamlit as st

from core.teaching.quizzes import WHEN
from dashboard.kit.quiz.questions import LESSONS

QUIZ, MOMENT = "quiz", "when"
TERM, VIEW, GLOSSARY = "term", "view", "glossary"  # of the glossary, while it stood on this page


def quiz() -> tuple[str, str] | None:
    """The quiz in the URL: lesson, and before or after it."""
    lesson, when = st.query_params.get(QUIZ), st.query_params.get(MOMENT, WHEN[0])
    return (lesson, when) if lesson in LESSONS and when in WHEN else None


def to_glossary() -> bool:
    """Whether the URL is one of the glossary, from the time when it stood here."""
    return TERM in st.query_params or st.query_params.get(VIEW) == GLOSSARY


def open_quiz(lesson: str, when: str) -> None:
    """Go to a quiz."""
    _put({QUIZ: lesson, MOMENT: when})


def leave() -> None:
    """Go back to all quizzes."""
    _put({})


def _put(wanted: dict[str, str]) -> None:
    """All in one, for every assignment would be an entry of its own in the browser's history."""
    names = (QUIZ, MOMENT, TERM, VIEW)
    rest = {name: st.query_params[name] for name in st.query_params if name not in names}
    st.query_params.from_dict(rest | wanted)
