"""The quizzes before and after a lesson: question by question, and what the class has gained."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.classroom import results
from core.classroom.results import Asked, Work
from core.messages import signed
from core.statistics import Gain
from core.teaching.quizzes import AFTER, BEFORE, WHEN, Question
from dashboard.kit import lesson as lessons
from dashboard.kit import links, table
from dashboard.kit.quiz.questions import LESSONS, quiz
from dashboard.shell.language import _
from dashboard.shell.names import as_written
from pages.teacher import live

CHOSEN = "teacher_quiz"


def draw() -> None:
    live.live(_quizzes)


def _quizzes() -> None:
    works = live.works()
    begun = [name for name in LESSONS if any(work.answers.get(name) for work in works)]
    if not begun:
        st.caption(_("Nobody has answered a quiz yet."))
        return
    if st.session_state.get(CHOSEN) not in begun:
        st.session_state[CHOSEN] = begun[0]
    chosen = st.selectbox(_("Quiz"), begun, format_func=links.title, key=CHOSEN)
    _quiz(works, chosen)


def _quiz(works: Sequence[Work], lesson: str) -> None:
    found = results.quiz(works, lesson)
    whole = found.gains.get("")
    if whole is None:
        st.markdown(_("The gain needs learners who have answered before **and** after."))
    else:
        st.markdown(
            _(
                "Normalised gain: **{gain}** ({count:# learner|# learners}). Of what was wrong "
                "before, so much is right after.",
                gain=_gain(whole),
                count=found.pairs,
            )
        )
        _by_part(found)
    known = {when: quiz(lesson, when) for when in WHEN}
    for when, title in ((BEFORE, _("Before the lesson")), (AFTER, _("After the lesson"))):
        st.markdown(f"**{title}**")
        rows = [_row(one, known[when][one.id]) for one in found.asked if one.when == when]
        table.ruled([_("Question"), _("Right at first"), _("95% interval")], rows, "lrr")
    st.caption(
        _(
            "The quizzes before and after ask different questions; a part’s gain compares those "
            "about it. The interval is that of a class like this one (95%)."
        )
    )


def _by_part(found: results.Quiz) -> None:
    rows = [
        (as_written(_part(link)), _gain(gain)) for link, gain in found.gains.items() if "/" in link
    ]
    if rows:
        table.ruled([_("Part"), _("Normalised gain")], rows, "lr")


def _part(link: str) -> str:
    name, _slash, part = link.partition("/")
    return lessons.parts(name)[part].title


def _gain(gain: Gain) -> str:
    said = signed(gain.mean, 2)
    if gain.interval is None:
        return said + " " + _("(no interval: fewer than three learners)")
    low, high = (signed(end, 2) for end in gain.interval)
    return said + " " + _("(95% interval {low} to {high})", low=low, high=high)


def _row(one: Asked, question: Question) -> tuple[str, str, str]:
    ask = question.ask.replace("\n", " ").replace("|", "\\|")
    if one.interval is None:
        return ask, "–", ""
    low, high = one.interval
    return ask, f"{one.right} / {one.answered}", f"{100 * low:.0f}–{100 * high:.0f}%"
