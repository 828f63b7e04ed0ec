"""The way to a page's quizzes: the one before stands at its top, the one after at its end."""

from __future__ import annotations

from core.teaching.quizzes import AFTER, BEFORE
from dashboard.kit.quiz import place, record
from dashboard.kit.quiz.questions import LESSONS
from dashboard.shell import sitemap
from dashboard.shell.language import _


def before(page: str) -> None:
    """At the top of a page, or of the first part of a lesson; nothing where there is no quiz."""
    if page in LESSONS:
        score = record.score(page, BEFORE)
        done = _("Your guesses before: {right} of {all} right", right=score.right, all=score.all)
        first = _("Guess before you look: {count:# question|# questions}", count=score.all)
        link(page, BEFORE, done if score.over else first)


def after(page: str) -> None:
    """At the end of a page, or of the last part of a lesson; nothing where there is no quiz."""
    if page in LESSONS:
        score = record.score(page, AFTER)
        done = _("Your answers after: {right} of {all} right", right=score.right, all=score.all)
        first = _("Check what you know now: {count:# question|# questions}", count=score.all)
        link(page, AFTER, done if score.over else first)


def link(page: str, when: str, label: str) -> None:
    """A link to a quiz of a page that has one."""
    if sitemap.stands("check"):
        sitemap.link("check", label, ":material/quiz:", {place.QUIZ: page, place.MOMENT: when})
