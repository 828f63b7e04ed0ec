"""Your path on Home: every lesson with how far one is, and the next step."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.teaching import quizzes
from core.teaching.quizzes import AFTER, BEFORE
from dashboard.kit import lesson
from dashboard.kit.dots import DONE, OPEN, row
from dashboard.kit.quiz import questions, record
from dashboard.shell import runlog, services, sitemap
from dashboard.shell.language import N_, _

PROMISES = {
    "why": N_("See for yourself why a network that knows photos learns yours from a few."),
    "architectures": N_("Take famous networks apart, down to a single layer."),
    "two_ways": N_("Freeze or fine-tune? Know what learns, and at which rate."),
    "tricks": N_("Six tricks that decide whether a training works, each measured."),
    "playground": N_("Move the freeze slider, predict, train, and see why. The heart of this lab."),
    "ideal": N_("Let a network paint what it would most like to see, and let others judge it."),
    "photo": N_("Ask networks about a photo of yours, and find out where they look."),
}


def section() -> None:
    """One row for everything that stands."""
    standing = [name for name in PROMISES if sitemap.stands(name)]
    done = services.setting(lesson.PROGRESS, {})
    if not any(done.values()) and sitemap.stands("check"):
        _first_step(standing)
    for name in standing:
        with st.container(border=True):
            words, progress, way = st.columns([5, 3, 3], vertical_alignment="center", gap="medium")
            with words:
                title, icon = sitemap.TITLES[name]
                st.markdown(f"{icon} **{_(title)}**  \n{_(PROMISES[name])}")
            if name == "playground":
                _playground(progress, way)
            else:
                _lesson(name, done.get(name, []), progress, way)


def _first_step(standing: list[str]) -> None:
    """Before anything is done: what to do first, and why."""
    first = next((name for name in standing if name in questions.LESSONS), None)
    if first is None:
        return
    st.markdown(
        _(
            "A good first step: **guess before you look.** A few questions, no grade; a prediction "
            "makes you see more in the lesson."
        )
    )
    title = _(sitemap.TITLES[first][0])
    lesson.link_to_quiz(first, BEFORE, _("Guess first: “{title}”", title=title))


def _lesson(name: str, done: list[str], progress: DeltaGenerator, way: DeltaGenerator) -> None:
    known = lesson.parts(name)
    count = len(known.keys() & set(done))
    said = _("{done} of {all} parts", done=count, all=len(known))
    with progress:
        states = [DONE if part in done else OPEN for part in known]
        row(states, said, " · ".join(filter(None, [said, _scores(name)])))
    following = next((part for part in known if part not in done), None)
    with way:
        if following is not None:
            start = _("Go on: {part}", part=known[following].title) if count else _("Begin")
            lesson.link(name, following, start)
            return
        lesson.link(name, next(iter(known)), _("Look again"), ":material/check:")
        if not record.score(name, AFTER).answered:
            lesson.link_to_quiz(name, AFTER, _("Check what you know now"))


def _scores(name: str) -> str:
    """The quizzes of a lesson in a few words; "" while none was begun."""
    if name not in questions.LESSONS:
        return ""
    before, after = (record.score(name, when) for when in quizzes.WHEN)
    values = {"before": f"{before.right}/{before.all}", "after": f"{after.right}/{after.all}"}
    if before.answered and after.answered:
        return _("quiz {before} → {after}", **values)
    if before.answered:
        return _("quiz before: {before}", **values)
    return _("quiz after: {after}", **values) if after.answered else ""


def _playground(progress: DeltaGenerator, way: DeltaGenerator) -> None:
    trained = len(runlog.finished())
    with progress:
        st.caption(
            _("Trainings of yours so far: {count}", count=trained)
            if trained
            else _("Not tried yet")
        )
    with way:
        sitemap.link("playground", _("Open"), ":material/arrow_forward:")
