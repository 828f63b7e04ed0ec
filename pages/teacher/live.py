"""What is looked at again and again while the teacher's page is open."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.classroom import results
from core.classroom.results import Names, Work
from dashboard.kit import guesses, lesson
from dashboard.kit.quiz import record
from dashboard.shell import gate, services, sitemap
from dashboard.shell.language import _

LOOK = 3.0  # seconds
NAMES = Names(guesses.SETTING, record.ANSWERS, lesson.PROGRESS)


def live(draw: Callable[[], None], every: float = LOOK) -> None:
    """Draw it now and every few seconds, for the teacher only."""

    def checked() -> None:
        if not gate.teaches():
            st.rerun()
        draw()

    st.fragment(checked, run_every=every)()


def works() -> list[Work]:
    """What every learner of the class has done so far."""
    return results.gather(services.store(), gate.room().learners(), NAMES)


def pages() -> list[str]:
    """The pages that a class can be led to, in the site's order."""
    hidden = (*sitemap.OF_TEACHER, sitemap.BESIDE)
    return [name for name in sitemap.TITLES if name not in hidden]


def title(page: str) -> str:
    return _(sitemap.TITLES[page][0])


def place_title(place: str) -> str:
    """A page, and a part of its lesson, in words."""
    name, _mark, query = place.partition("?")
    if name not in sitemap.TITLES:
        return ""
    part = dict(pair.split("=", 1) for pair in query.split("&") if "=" in pair).get(lesson.PART)
    known = lesson.parts(name) if part is not None else {}
    if part not in known:
        return title(name)
    return _("{lesson}: {part}", lesson=title(name), part=known[part].title)
