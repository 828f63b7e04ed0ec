"""A field for the learner's own words, kept as soon as they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

LONGEST = 2000  # characters
Keep = Callable[[str], None]


def field(label: str, known: str, key: str, keep: Keep, **look: Any) -> None:
    """The field, holding `known` until somebody writes; `keep` is given what was written."""
    st.text_area(
        label,
        known,
        key=key,
        max_chars=max(LONGEST, len(known)),  # of two computers together
        on_change=_written,
        args=(key, keep),
        **look,
    )


def _written(key: str, keep: Keep) -> None:
    keep(st.session_state[key])
