"""The one way a figure of core is drawn and put on a page."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from core.figures import numbers
from core.figures.pen import Pen
from dashboard.shell import theme
from dashboard.shell.language import _, translate


def pen() -> Pen:
    """The pen of this learner: the colours of the theme, the words of the language."""
    return Pen(theme.palette(), translate)


def show(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure in its own colours, as wide as its place, its numbers one click away.

    `alt` says what is seen in words.
    """
    st.plotly_chart(
        figure,
        theme=None,
        width="stretch",
        config={"displayModeBar": False},
        key=key,
        alt=alt,
    )
    with st.popover(
        _("Numbers"),
        type="tertiary",
        icon=":material/table:",
        key=f"{key}_numbers",
        on_change="rerun",
    ) as opened:
        if opened.open:
            for table in numbers.tables(figure):
                if table.title:
                    st.markdown(f"**{table.title}**")
                st.dataframe(table.rows, hide_index=True)
