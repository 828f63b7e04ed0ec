"""One of a few things, side by side: what is chosen is never nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def one(
    label: str,
    known: Mapping[T, Any] | Sequence[T],
    key: str,
    say: Callable[[Any], str] = str,
    default: T | None = None,
    **layout: Any,
) -> T:
    """What is chosen of `known`, the first one to begin with.  `say` puts it into words; of a
    mapping, its value."""
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
