"""The few styles that a theme file cannot say: palette variables, measure, Japanese line height."""

from __future__ import annotations

import streamlit as st

from dashboard.shell import theme
from dashboard.shell.language import language

_CSS = """
.stMain .block-container { max-width: 76rem; padding-top: 2.4rem; }
.stMain [data-testid="stMarkdownContainer"] > p,
.stMain [data-testid="stMarkdownContainer"] > ul { max-width: 46rem; }
:root [data-testid="stCaptionContainer"],
:root [data-testid="stCaptionContainer"] :is(p, li) { color: var(--tll-quiet); opacity: 1; }
:root button:is([kind="primary"], [kind="primaryFormSubmit"]), :root [data-tag],
:root button:is([kind="primary"], [kind="primaryFormSubmit"]) :is(p, span),
:root [data-tag] :is(span, button) { color: var(--tll-ground); }
:root button:is([kind^="secondary"], [kind="tertiary"]):is(:hover, :active):enabled,
:root button:is([kind^="secondary"], [kind="tertiary"])[aria-expanded="true"] {
  color: var(--tll-frozen); }
.stApp [data-testid="stPageLink"] :is(a, p) { white-space: normal; overflow: visible; }
.tll-headline { display: flex; flex-direction: column; }
.stMain [data-testid="stCaptionContainer"] > p { max-width: 46rem; }
.tll-headline b { font-size: clamp(2.4rem, 4.5vw, 3.4rem); line-height: 1.2; white-space: nowrap;
  color: var(--tll-head); font-variant-numeric: tabular-nums; }
"""
_JAPANESE = """
.stApp [data-testid="stMarkdownContainer"] :is(p, li) { line-height: 1.85; }
.stApp :is(h1, h2, h3, p, li) { line-break: strict; word-break: auto-phrase; }
"""


def style() -> None:
    """Put palette and styles on the page; once per script run."""
    variables = f":root {{ {theme.css_variables(theme.theme())} }}"
    st.html(f"<style>{variables}{_CSS}{_JAPANESE if language() == 'ja' else ''}</style>")
