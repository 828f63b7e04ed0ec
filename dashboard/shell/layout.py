"""The few styles that a theme file cannot say: palette variables, measure, Japanese line height."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.shell import theme
from dashboard.shell.language import language

FILES = ("layout.css", "bar.css", "access.css")
_CSS = "".join(Path(__file__).with_name(name).read_text("utf-8") for name in FILES)
# A Japanese line breaks between phrases, and other letters stand a little apart, but not in code.
_JAPANESE = """
.stApp [data-testid="stMarkdownContainer"] :is(p, li) { line-height: 1.85; }
:root :is(h1, h2, h3, h4, p, li, td, th, label, legend, summary, button, a, figcaption, small, b,
  em, strong, span, div):not(code *, pre *) { line-break: strict; word-break: auto-phrase;
  text-autospace: normal; }
.stApp :is(p, li) a { word-break: keep-all; overflow-wrap: normal; }
:root em { font-style: normal; font-weight: 600; }
"""


def style() -> None:
    """Put palette and styles on the page; once per script run."""
    variables = f":root {{ {theme.css_variables(theme.theme())} }}"
    st.html(f"<style>{variables}{_CSS}{_JAPANESE if language() == 'ja' else ''}</style>")
