"""A table in Markdown: a few rows to be read, none to be sorted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

_SIDES = {"l": ":--", "c": ":-:", "r": "--:"}


def draw(heads: Sequence[str], rows: Iterable[Sequence[str]], sides: str) -> None:
    """Draw cells of Markdown.  sides: of each column, ``l``, ``c`` or ``r``."""
    lines = (heads, [_SIDES[side] for side in sides], *rows)
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
