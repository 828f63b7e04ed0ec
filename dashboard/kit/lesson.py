"""Lessons on their pages: one part at a time, and how far the learner is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import streamlit as st

from core.teaching import glossary_links, texts
from core.transfer.recipe import Recipe
from dashboard.components import line, page_address
from dashboard.kit import share, sheets
from dashboard.kit.quiz import door
from dashboard.shell import address, services, session, sitemap
from dashboard.shell.language import _, language

PROGRESS = "lesson_progress"  # the setting: {lesson: [ids of parts that are done]}
LEFT = "lesson_left"  # the setting, and in the session: {lesson: the part that was open last}
PART = "part"  # the URL parameter
SHARED = ("network",)  # parameters of parts that mean the same to everybody


@dataclass(frozen=True)
class Part(texts.Part):
    """A part of a lesson that can be written on the page; terms open their glossary entry."""

    linked: set[str] = field(default_factory=set, compare=False)  # terms linked on this page

    def say(self, piece: str, /, **values: object) -> None:
        """Write a piece."""
        into = language()
        entry = f"glossary?term={{term}}&{session.LANGUAGE}={into}"
        st.markdown(glossary_links.linked(self.text(piece, **values), into, entry, self.linked))


Made = Callable[[str], Mapping[str, str]]


def parts(lesson: str, into: str | None = None) -> dict[str, Part]:
    """Every part of a lesson by id, in order, in the learner's language (or `into`)."""
    found = texts.parts(lesson, into or language())
    return {name: Part(**vars(part)) for name, part in found.items()}


def page(lesson: str, made: Made = lambda part: {}) -> None:
    """One part of a lesson with its goal, what its file draws in it, and the way on.

    The file of a part is pages/LESSON/PART.py; its `draw` is given the part's text.
    made: what the learner has made in a part, as URL parameters for a link that is shared.
    """
    known = parts(lesson)
    part = known[_chosen(lesson, known)]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(part.title, anchor=False)
        to_share = st.container(width="content", gap=None)  # what only acts takes no room
    st.markdown(f":material/flag: **{_('Goal')}** {part.goal}")
    order = list(known)
    if part.id == order[0]:
        door.before(lesson)
    if part.pieces[""]:
        part.say("")
    st.session_state[services.HERE] = f"{lesson}?{PART}={part.id}"
    import_module(f"pages.{lesson}.{part.id}").draw(part)
    with to_share:  # filled last: what was made is known now
        with st.container(horizontal=True, width="content"):
            share.offer(lesson, {**_choices(), PART: part.id, **made(part.id)}, lesson)
            sheets.offer(lesson)
        if PART not in st.query_params and session.PAGE in st.session_state:
            page_address.complete(lesson, PART, part.id)  # each part has an address of its own
        line.show_chosen(f"line_{lesson}", part.id)
    _onward(lesson, order, part.id)
    if part.id == order[-1]:
        door.after(lesson)


def _choices() -> dict[str, str]:
    """What else the address names that is there for others, too."""
    return {name: st.query_params[name] for name in SHARED if name in st.query_params}


def _chosen(lesson: str, known: Mapping[str, Part]) -> str:
    """The part in the URL, or where the lesson was left; the picker shows which ones are done."""
    key = f"{lesson}_part"
    meant = address.named(PART)
    chosen = address.choice(PART, key, known, lambda: _left(lesson, known)) or next(iter(known))
    if meant:
        _remember(lesson, chosen)
    done = _done(lesson)
    titles = {
        name: f"{'✓' if name in done else at} · {part.title}"
        for at, (name, part) in enumerate(known.items(), 1)
    }
    with st.container(key=f"line_{lesson}"):  # on one line, which scrolls
        st.segmented_control(
            _("Parts of this lesson"),
            list(known),
            format_func=lambda name: titles.get(name, name),
            required=True,
            label_visibility="collapsed",
            **address.widget(PART, key),
        )
    return chosen


def _left(lesson: str, known: Mapping[str, Part]) -> str:
    """The part where the lesson was left, in this session or an earlier one; else the first."""
    left = st.session_state.get(LEFT, {}).get(lesson) or services.setting(LEFT, {}).get(lesson)
    return left if left in known else next(iter(known))


def _remember(lesson: str, part: str) -> None:
    st.session_state.setdefault(LEFT, {})[lesson] = part
    if session.PAGE not in st.session_state:
        return  # the browser has not said yet who this is
    everything = services.setting(LEFT, {})
    if everything.get(lesson) != part:
        services.remember(LEFT, everything | {lesson: part})


def _onward(lesson: str, order: list[str], current: str) -> None:
    """Done or not, back and on."""
    st.divider()
    at = order.index(current)
    with st.container(horizontal=True, vertical_alignment="center"):
        if at > 0:
            previous = order[at - 1]
            button(lesson, previous, _("Back"), f"{lesson}_to_{previous}", "arrow_back")
        key = f"{lesson}_{current}_done"
        st.toggle(
            _("I can do this now"),
            value=current in _done(lesson),
            key=key,
            on_change=_mark,
            args=(lesson, current, key),
        )
        if at + 1 < len(order):
            following = order[at + 1]
            button(lesson, following, _("Next part"), f"{lesson}_to_{following}", "arrow_forward")


def button(lesson: str, part: str, label: str, key: str, icon: str = "", **layout: Any) -> None:
    """A button that opens a part of this page's lesson.  icon: Material's."""
    icon = f":material/{icon}:" if icon else ""
    st.button(label, icon=icon or None, key=key, on_click=go, args=(lesson, part), **layout)


def go(lesson: str, part: str) -> None:
    """Open a part of the lesson on this page; call it before the lesson is drawn."""
    address.turn(PART, part)


def _done(lesson: str) -> list[str]:
    return list(services.setting(PROGRESS, {}).get(lesson, []))


def _mark(lesson: str, part: str, key: str) -> None:
    everything = services.setting(PROGRESS, {})
    done = [name for name in everything.get(lesson, []) if name != part]
    if st.session_state[key]:
        done.append(part)
    services.remember(PROGRESS, everything | {lesson: done})


def try_it(recipe: Recipe, label: str) -> None:
    """A link that opens the playground with a recipe."""
    sitemap.link("playground", label, ":material/ac_unit:", recipe.to_query())


def link(lesson: str, part: str, label: str, icon: str = ":material/arrow_forward:") -> None:
    """A link to a part of a lesson."""
    sitemap.link(lesson, label, icon, {PART: part})
