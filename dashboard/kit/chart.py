"""The one way a figure of core is put on a page."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st


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
