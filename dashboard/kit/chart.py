"""The one way a figure of core is drawn and put on a page."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from core.figures.pen import Pen
from dashboard.shell import theme
from dashboard.shell.language import translate


def pen() -> Pen:
    """The pen of this learner: the colours of the theme, the words of the language."""
    return Pen(theme.palette(), translate)


def show(figure: go.Figure, *, key: str, alt: str) -> None:
    """Draw a figure in its own colours, as wide as its place; `alt` says it in words."""
    st.plotly_chart(
        figure,
        theme=None,
        width="stretch",
        config={"displayModeBar": False},
        key=key,
        alt=alt,
    )
