"""One of some things: what is chosen is never nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from core.datasets import library
from dashboard.shell.language import _, translate

T = TypeVar("T")


def one(
    label: str,
    known: Mapping[T, Any] | Sequence[T],
    key: str,
    first: T | None = None,
    say: Callable[[Any], str] = str,
    **layout: Any,
) -> T:
    """What is chosen of a few, side by side; `first`, or the first one, until somebody chooses.
    `say` puts it into words; of a mapping, its value."""
    names = known if isinstance(known, Mapping) else {one: one for one in known}
    chosen: T = st.segmented_control(
        label,
        list(names),
        format_func=lambda option: say(names.get(option, option)),
        default=next(iter(names)) if first is None else first,
        required=True,
        key=key,
        **{"wrap": True} | layout,
    )
    return chosen


def of_list(
    label: str, known: Iterable[T], key: str, say: Callable[[T], str], first: int = 0, **layout: Any
) -> T:
    """What is chosen of a list; its entry `first` (an index) until somebody chooses.

    The field is told its choice in every script run: alone it would keep the words of the language
    in which it was chosen.
    """
    options = list(known)
    chosen = st.session_state.get(key)
    if options:
        st.session_state[key] = chosen if chosen in options else options[first]
    found: T = st.selectbox(label, options, format_func=say, key=key, **layout)
    return found


def dataset(known: Iterable[str], key: str, **layout: Any) -> str:
    """One of some sets of photos."""
    return of_list(
        _("Photos"), known, key, lambda name: translate(library.get(name).title), **layout
    )
