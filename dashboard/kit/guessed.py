"""The learner's record of guesses: how many came true, and the way back to each part."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.kit import guesses, lesson
from dashboard.kit.dots import dots, row
from dashboard.kit.guesses import Guess
from dashboard.shell import sitemap
from dashboard.shell.language import _

BROKEN = "broken"  # mistakes in the playground
PAGES = ("race", "playground")  # where there is no lesson


def section() -> None:
    """A row of dots, and the parts in an expander; nothing while nothing was guessed."""
    every = guesses.every()
    if not every:
        return
    row([guess.state for guess in every], _said(every))
    by_part: dict[tuple[str, str], list[Guess]] = {}
    for guess in every:
        by_part.setdefault(guess.part, []).append(guess)
    with st.expander(_("Where you guessed"), icon=":material/psychology:"):
        for (name, part), made in by_part.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                drawn = dots([guess.state for guess in made], _said(made))
                st.markdown(drawn, unsafe_allow_html=True, width="content")
                _link(name, part)


def _said(made: Sequence[Guess]) -> str:
    right, decided = guesses.score(made)
    if not decided:
        return _("{count:# guess|# guesses}, not decided yet", count=len(made))
    return _(
        "{right} of {count:# decided guess|# decided guesses} came true", right=right, count=decided
    )


def _link(name: str, part: str) -> None:
    """To the part where it was guessed, if it still stands."""
    icon = ":material/arrow_forward:"
    if name in PAGES:
        sitemap.link(name, _(sitemap.TITLES[name][0]), icon)
        return
    found = lesson.parts(name).get(part)
    if found is None:
        return
    if name == BROKEN:
        sitemap.link("playground", found.title, icon, {"break": part})
    else:
        title = _("{group}: {said}", group=_(sitemap.TITLES[name][0]), said=found.title)
        lesson.link(name, part, title, icon)
