"""A page's recipe, linked to its controls, its address, what its learner left, and undo.

The recipe is the single truth: widgets are filled from it in every script run and change it, the
address is written from it, and nothing else remembers what a control stands at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypedDict, TypeVar

import streamlit as st

from core.messages import Message
from core.settings import Settings, Settled, left_out
from dashboard.kit import lesson
from dashboard.shell import address, services, session
from dashboard.shell.language import language

SHELL = (session.LANGUAGE, lesson.PART, services.JOB, "embed", "embed_options")
MOST_UNDO = 50


R = TypeVar("R", bound=Settled)
T = TypeVar("T")


class Bound(TypedDict):
    """The arguments that tie a widget to a field."""

    key: str
    on_change: Callable[[str], None]
    args: tuple[str]


@dataclass(frozen=True)
class Beside:
    """A parameter of the address beside the recipe.

    now   what it stands at, "" for nothing
    take  hears what an address says, "" for nothing; whether that could be used
    """

    now: Callable[[], str]
    take: Callable[[str], bool]


@dataclass(frozen=True)
class Linked(Generic[R]):
    """The recipe of a page.

    first       what an address without parameters stands for
    here        LabError for a recipe that cannot be made on this computer
    prefix      of the keys of bound widgets
    others      parameters of the page that are no part of its recipe
    remembered  as JSON the learner's recipe is there again in a later visit; None: it is not
    """

    page: str
    settings: Settings[R]
    first: Callable[[], R]
    here: Callable[[R], object] = lambda recipe: None
    prefix: str = ""
    beside: Mapping[str, Beside] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    remembered: Callable[[R], Mapping[str, object]] | None = None

    def key(self, name: str = "recipe") -> str:
        """The key in the session of what is kept for this page."""
        return f"{self.page}_{name}"

    def recipe(self) -> R:
        """What the controls say now."""
        if self.key() not in st.session_state:
            self._begin()
        recipe: R = st.session_state[self.key()]
        return recipe

    # -- controls ------------------------------------------------------------------------------

    def change(self, **values: Any) -> None:
        """Set some fields, put right what they contradict, and remember how it was before."""
        self.put(self.recipe().fitted(**values))

    def put(self, new: R) -> None:
        """Make `new` the recipe; the one before can be had back with `undo`."""
        st.session_state[self.key("touched")] = True
        self._put(new)

    def undo(self) -> None:
        """Go back by one change."""
        past = self._past()
        if past:
            self.put(past[-1])
            st.session_state[self.key("past")] = past[:-1]

    def can_undo(self) -> bool:
        return bool(self._past())

    def touch(self) -> None:
        """A control was used that changes something beside the recipe."""
        st.session_state[self.key("touched")] = True

    def bound(self, name: str, value: object = None) -> Bound:
        """The arguments that tie a widget to a field; it shows `value` instead, if one is given.

        A widget that was emptied changes nothing.
        """
        key = f"{self.prefix or self.page}_{name}"
        st.session_state[key] = getattr(self.recipe(), name) if value is None else value
        return {"key": key, "on_change": self._moved, "args": (name,)}

    def _moved(self, name: str) -> None:
        value = st.session_state[f"{self.prefix or self.page}_{name}"]
        if value is not None:
            self.change(**{name: value})

    def keep(self, new: R) -> None:
        """What controls say that are not bound; the address follows at once."""
        if new != self.recipe():
            self._over()
            self._remember_past()
            st.session_state[self.key()] = new
        self.write()

    def times(self) -> int:
        """How often the recipe was put in place by anything but its own controls (`keep`)."""
        times: int = st.session_state.get(self.key("times"), 0)
        return times

    def _put(self, new: R) -> None:
        st.session_state[self.key("times")] = self.times() + 1
        if new != self.recipe():
            self._remember_past()
            st.session_state[self.key()] = new

    def _past(self) -> list[R]:
        past: list[R] = st.session_state.get(self.key("past"), [])
        return past

    def _remember_past(self) -> None:
        st.session_state[self.key("past")] = [*self._past(), self.recipe()][-MOST_UNDO:]

    # -- the address ---------------------------------------------------------------------------

    def open(self) -> Message | None:
        """Take in the address: at first sight, and when it was changed from outside (a link,
        “back”); what of it could not be used, for as long as that is of interest.

        Coming from another page without parameters means going on where one was; “back” to an
        address without parameters means the first recipe.
        """
        state, asked = st.session_state, self._asked()
        touched = state.pop(self.key("touched"), False)
        first = self.key() not in state
        trouble = self._begin() if first else None
        if touched:
            self._over()
        back = not first and session.stayed(self.page)
        if touched or asked == state.get(self.key("written"), {}) or not (asked or back):
            return address.wrong_link(self.page, trouble)
        state[self.key("written")] = asked
        trouble = self._take(asked, first, back)
        return address.wrong_link(self.page, trouble, over=trouble is None)

    def _take(self, asked: Mapping[str, str], first: bool, back: bool) -> Message | None:
        rest = {name: text for name, text in asked.items() if name not in self.beside}
        found = self.settings.from_query(rest, self.here)
        if found.used and first:
            st.session_state[self.key("times")] = self.times() + 1
            st.session_state[self.key()] = found.recipe
        elif found.used:
            self._put(found.recipe)
        elif back and not rest.keys() & self.settings.rows.keys():
            self._put(self.first())
        st.session_state[self.key("unknown")] = {
            name: text for name, text in rest.items() if name not in self.settings.rows
        }
        wrong = [
            left_out(name, asked[name])
            for name, one in self.beside.items()
            if (name in asked or back) and not one.take(asked.get(name, ""))
        ]
        return replace(found, left=(*found.left, *wrong)).trouble

    def write(self) -> None:
        """Say in the address what is on screen, and remember it.

        All in one, for every assignment would be an entry of its own in the browser's history.
        """
        recipe, first = self.recipe(), self.first()
        wanted = {} if recipe == first else self.settings.to_query(recipe)
        wanted |= {name: now for name, one in self.beside.items() if (now := one.now())}
        unknown: dict[str, str] = st.session_state.get(self.key("unknown"), {})
        own = self._asked()
        rest = {name: st.query_params[name] for name in st.query_params if name not in own}
        said = rest | unknown | wanted
        if wanted:  # a link that is shared opens in the same language
            said[session.LANGUAGE] = language()
        if said != st.query_params.to_dict():
            st.query_params.from_dict(said)
        st.session_state[self.key("written")] = unknown | wanted
        if self.remembered:
            document = self.remembered(recipe)
            if document != services.setting(self.page, self.remembered(first)):
                services.remember(self.page, document)

    def _asked(self) -> dict[str, str]:
        """What the address says about the recipe and beside it, known or not."""
        foreign = {*SHELL, *self.others} - self.beside.keys()
        return {name: st.query_params[name] for name in st.query_params if name not in foreign}

    def _begin(self) -> Message | None:
        """The recipe of the last visit, or the first; what of the former could not be used."""
        kept = services.setting(self.page) if self.remembered else None
        found = self.settings.from_json(kept, self.here) if isinstance(kept, dict) else None
        st.session_state[self.key()] = found.recipe if found and found.used else self.first()
        return found.trouble if found else None

    def _over(self) -> None:
        """A control was used: what was wrong with a link is no longer of interest."""
        address.wrong_link(self.page, None, over=True)
        st.session_state[self.key("unknown")] = {}


def holding(options: Iterable[T], value: T) -> list[T]:
    """The options with `value` among them, in order (a link may hold any value)."""
    return sorted({*options, value})  # type: ignore[type-var]
