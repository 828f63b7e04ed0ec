"""One of some things: what is chosen is never nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from core.datasets import library
from core.zoo import catalog
from dashboard.shell.language import _, translate

T = TypeVar("T")


def one(
    label: str,
    known: Mapping[T, Any] | Sequence[T],
    key: str,
    say: Callable[[Any], str] = str,
    default: T | None = None,
    **layout: Any,
) -> T:
    """What is chosen of a few, side by side: the first one to begin with.  `say` puts it into
    words; of a mapping, its value."""
    names = known if isinstance(known, Mapping) else {one: one for one in known}
    chosen: T = st.segmented_control(
        label,
        list(names),
        format_func=lambda option: say(names.get(option, option)),
        default=next(iter(names)) if default is None else default,
        required=True,
        key=key,
        **layout,
    )
    return chosen


def network(known: Iterable[str], key: str, label: str = "", **layout: Any) -> str:
    """One of some networks of the catalogue."""
    chosen: str = st.selectbox(
        label or _("Network"),
        list(known),
        format_func=lambda name: catalog.get(name).title,
        key=key,
        **layout,
    )
    return chosen


def dataset(known: Iterable[str], key: str, **layout: Any) -> str:
    """One of some sets of photos."""
    chosen: str = st.selectbox(
        _("Photos"),
        list(known),
        format_func=lambda name: translate(library.get(name).title),
        key=key,
        **layout,
    )
    return chosen
