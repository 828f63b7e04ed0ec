"""The end of a quiz: the score, before beside after, and where to look again."""

from __future__ import annotations

import streamlit as st

from core.teaching.quizzes import AFTER, BEFORE, WHEN
from dashboard.kit import lesson as lessons
from dashboard.kit import links
from dashboard.kit.dots import DONE, dots
from dashboard.kit.quiz import place, record
from dashboard.kit.quiz.questions import quiz
from dashboard.kit.quiz.record import Score
from dashboard.shell import sitemap
from dashboard.shell.language import _, together

CLEARED = "quiz_cleared"  # session: lesson, when, and the answers that Undo brings back


def draw(lesson: str, when: str, score: Score) -> None:
    """What came of a quiz, and what to do next."""
    if not score.answered:
        st.markdown(_("No question is answered yet. A guess is enough: being wrong costs nothing."))
        return
    scores = {moment: record.score(lesson, moment) for moment in WHEN}
    for moment, one in scores.items():
        if one.answered:
            name = {BEFORE: _("Before the lesson"), AFTER: _("After the lesson")}[moment]
            _row(name, one)
    st.markdown(_finding(scores))
    _again(lesson, when, score)
    _onward(lesson, when, scores)


def words(score: Score) -> str:
    """A score in words."""
    said = _("{right} of {all} right at the first try", right=score.right, all=score.all)
    skipped = score.all - score.answered
    return said + (_(", {count} left out", count=skipped) if skipped else "")


def _row(name: str, score: Score) -> None:
    left, right = st.columns([1, 3], vertical_alignment="center")
    left.markdown(f"**{name}**")
    right.markdown(
        f"{dots(score.states, words(score))} &nbsp; {words(score)}", unsafe_allow_html=True
    )


def _finding(scores: dict[str, Score]) -> str:
    """What the two scores together say, as far as they can."""
    before, after = scores[BEFORE], scores[AFTER]
    if not (before.answered and after.answered):
        return (
            _("Now the lesson. Afterwards, the second quiz shows what has changed.")
            if before.answered
            else _("The quiz before the lesson was left out, so there is nothing to compare with.")
        )
    gained = after.right / after.answered - before.right / before.answered
    if gained > 0.01:
        said = _("You got a larger share right after the lesson than before.")
    elif gained < -0.01:
        said = _(
            "You got a smaller share right than before: the second quiz asks for more than "
            "intuition. The links below lead to the parts that help."
        )
    else:
        said = _("You got the same share right as before; the second quiz asks for more.")
    return together(said, _("With so few questions, read it as a hint, not as a grade."))


def _again(lesson: str, when: str, score: Score) -> None:
    """The parts that answer what was missed or left out."""
    known = quiz(lesson, when)
    missed = [
        question.link
        for question, state in zip(known.values(), score.states, strict=True)
        if state != DONE
    ]
    if missed and when == AFTER:
        st.markdown(f"**{_('Worth another look')}**")
        for link in dict.fromkeys(missed):
            links.to_part(link)


def _onward(lesson: str, when: str, scores: dict[str, Score]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if when == BEFORE and sitemap.stands(lesson):
            first = next(iter(lessons.parts(lesson)))
            lessons.link(lesson, first, _("To the lesson: {title}", title=links.title(lesson)))
        st.button(
            _("Begin this quiz again"),
            icon=":material/refresh:",
            type="tertiary",
            key="quiz_clear",
            on_click=_clear,
            args=(lesson, when),
        )


def _clear(lesson: str, when: str) -> None:
    st.session_state[CLEARED] = (lesson, when, record.given(lesson, when))
    _begin(lesson, when)


def undo(lesson: str, when: str) -> None:
    """The way back to the answers that were cleared last, until a new one is given."""
    cleared, moment, entries = st.session_state.get(CLEARED, ("", "", {}))
    if (cleared, moment) != (lesson, when) or record.given(lesson, when):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Your earlier answers are cleared."))
        st.button(
            _("Undo"),
            icon=":material/undo:",
            key="quiz_undo",
            on_click=_put_back,
            args=(lesson, when, entries),
        )


def _put_back(lesson: str, when: str, entries: dict[str, record.Given]) -> None:
    _begin(lesson, when)
    record.put_back(lesson, when, entries)


def _begin(lesson: str, when: str) -> None:
    """The quiz without an answer, at its first question."""
    record.clear(lesson, when)
    for name in quiz(lesson, when):
        key = f"quiz_{lesson}_{when}_{name}"
        for kept in [kept for kept in st.session_state if str(kept).startswith(key)]:
            del st.session_state[kept]
    st.session_state.pop(f"quiz_{lesson}_{when}_at", None)
    place.open_quiz(lesson, when)
