"""The few styles that a theme file cannot say: palette variables, measure, Japanese line height."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.shell import theme
from dashboard.shell.language import language

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")
_JAPANESE = """
.stApp [data-testid="stMarkdownContainer"] :is(p, li) { line-height: 1.85; }
.stApp :is(h1, h2, h3, p, li) { line-break: strict; word-break: auto-phrase; }
"""


def style() -> None:
    """Put palette and styles on the page; once per script run."""
    variables = f":root {{ {theme.css_variables(theme.theme())} }}"
    st.html(f"<style>{variables}{_CSS}{_JAPANESE if language() == 'ja' else ''}</style>")
