"""The quizzes of the site's pages, in the learner's language."""

from __future__ import annotations

from core.teaching import quizzes
from core.teaching.quizzes import Question
from dashboard.shell import sitemap
from dashboard.shell.language import language

LESSONS = tuple(name for name in sitemap.TITLES if quizzes.stands(name))  # in the site's order


def quiz(lesson: str, when: str, into: str | None = None) -> dict[str, Question]:
    """The questions of a quiz by id, in order, in the learner's language (or `into`)."""
    return quizzes.quiz(lesson, when, into or language())
