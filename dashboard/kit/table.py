"""A table in Markdown: every cell may hold formatting and colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

SIDES = {"l": ":--", "c": ":-:", "r": "--:"}


def ruled(heads: Sequence[str], rows: Iterable[Sequence[str]], sides: str) -> None:
    """Draw it; `sides`: for each column left, centred or right, or the last letter for the rest."""
    marks = [SIDES[side] for side in sides.ljust(len(heads), sides[-1])]
    st.markdown("\n".join(f"| {' | '.join(cells)} |" for cells in (heads, marks, *rows)))
