"""One of a few: buttons side by side, of which one is always chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def one_of(
    label: str, options: Mapping[T, str], key: str, first: T | None = None, **layout: Any
) -> T:
    """One of the options (id → what it is called); `first`, or the first one, until one chooses."""
    chosen: T = st.segmented_control(
        label,
        list(options),
        format_func=lambda one: options.get(one, str(one)),
        default=next(iter(options)) if first is None else first,
        required=True,
        key=key,
        **{"wrap": True} | layout,
    )
    return chosen
