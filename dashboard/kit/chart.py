"""The one way a figure of core is drawn and put on a page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from html import unescape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.figures import numbers
from core.figures.lettering import unwrapped
from core.figures.pen import Pen
from core.translations import words
from dashboard.shell import theme
from dashboard.shell.language import _, language
from dashboard.shell.names import as_written

UNTITLED = 40  # pixels that a title of one line takes
_closing = threading.Lock()


def pen() -> Pen:
    """The pen of this learner: the colours of the theme, the words of the language."""
    # Plotly uses pandas as soon as anybody has begun to import it: two learners who open their
    # first pages at once must not meet it half imported.
    import pandas  # noqa: F401

    return Pen(theme.palette(), words(language()))


def show(figure: go.Figure, *, key: str, alt: str, title: str = "", **select: Any) -> None:
    """Draw a figure in its own colours, as wide as its place, its numbers one click away.

    `alt` says what is seen in words.  The title stands above as text, which breaks where its place
    is narrow; Plotly would cut it.  `title`: of a figure that was drawn without one.  `select`:
    what a click on a point does, as Streamlit has it.
    """
    title = _close_up(figure, title)
    if title:
        st.markdown(f"**{as_written(title)}**")
    st.plotly_chart(
        figure,
        theme=None,
        width="stretch",
        config={"displayModeBar": False},
        key=key,
        alt=alt,
        **select,
    )
    _numbers(key, lambda: numbers.tables(figure))


def _close_up(figure: go.Figure, title: str) -> str:
    """What stands above the figure: `title`, else its own, which is taken out with its room, once,
    and remembered: several learners may be shown the same figure."""
    with _closing:
        if not figure.layout.meta:
            own = unescape(unwrapped(figure.layout.title.text or ""))
            if own:
                figure.layout.title.text = ""
                figure.layout.height -= UNTITLED
            if own or title:
                figure.layout.margin.t = max(12, (figure.layout.margin.t or 0) - UNTITLED)
            figure.layout.meta = {"title": own}
        return title or str(figure.layout.meta["title"])


def drawing(svg: str, *, key: str, rows: numbers.Rows) -> None:
    """Put an SVG of core on the page, its numbers one click away; the label in it says it in
    words."""
    st.markdown(svg, unsafe_allow_html=True)
    number_table(key, rows)


def number_table(key: str, rows: numbers.Rows) -> None:
    """The numbers of a picture that is drawn elsewhere: of one whose parts are chosen, say."""
    _numbers(key, lambda: [numbers.Table("", rows)])


def _numbers(key: str, tables: Callable[[], Sequence[numbers.Table]]) -> None:
    """A button that opens the numbers of a figure; they are read only then."""
    with st.popover(
        _("Numbers"),
        type="tertiary",
        icon=":material/table:",
        key=f"{key}_numbers",
        on_change="rerun",
    ) as opened:
        if opened.open:
            for table in tables():
                if table.title:
                    st.markdown(f"**{table.title}**")
                st.dataframe(table.rows, hide_index=True)
