"""Widgets tied to a recipe: filled from it in every script run, changing it when they are moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st


def binder(
    prefix: str, recipe: Callable[[], Any], change: Callable[..., None]
) -> Callable[..., dict[str, Any]]:
    """``bound(field, value=None)``: the arguments that tie a widget to a field of `recipe()`.

    value: what the widget shows instead of the field itself.  `change(field=...)` hears of moves;
    a widget that was emptied changes nothing.
    """

    def taken(field: str) -> None:
        value = st.session_state[f"{prefix}{field}"]
        if value is not None:
            change(**{field: value})

    def bound(field: str, value: Any = None) -> dict[str, Any]:
        key = f"{prefix}{field}"
        st.session_state[key] = getattr(recipe(), field) if value is None else value
        return {"key": key, "on_change": taken, "args": (field,)}

    return bound


def holding(options: Iterable[Any], value: Any) -> list[Any]:
    """The options with `value` among them, in order (a link may hold any value)."""
    return sorted({*options, value})
