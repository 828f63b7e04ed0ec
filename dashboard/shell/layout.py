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
.stMain [class*="st-key-line_"] [role="radiogroup"] { flex-wrap: nowrap;
  overflow-x: auto; scrollbar-width: thin; padding: 3px 3px .4rem; }
.stMain [class*="st-key-line_"] > div { max-width: 100%; }
.stMain [class*="st-key-line_"] [role="radiogroup"] > * { flex: none; }
"""
# A part whose figure stays in sight while its controls are moved (`dashboard.kit.stage`).
_STAGE = """
.stMain [class*="st-key-stage_"] { container-type: inline-size; }
[data-testid="stColumn"]:has(> div > div > [class*="st-key-scene_"]) { position: sticky;
  top: 4.2rem; align-self: flex-start; max-height: calc(100vh - 5rem); overflow-y: auto; }
@container (max-width: 44rem) {
  [data-testid="stHorizontalBlock"]:has(> div > div > div > [class*="st-key-scene_"]) {
    flex-direction: column; }
  [data-testid="stHorizontalBlock"]:has(> div > div > div > [class*="st-key-scene_"])
    > [data-testid="stColumn"] { width: 100%; flex: 1 1 auto; }
  [data-testid="stColumn"]:has(> div > div > [class*="st-key-scene_"]) { position: static;
    order: -1; max-height: none; overflow-y: visible; }
}
"""
_JAPANESE = """
.stApp [data-testid="stMarkdownContainer"] :is(p, li) { line-height: 1.85; }
.stApp :is(h1, h2, h3, p, li) { line-break: strict; word-break: auto-phrase; }
"""


def style() -> None:
    """Put palette and styles on the page; once per script run."""
    variables = f":root {{ {theme.css_variables(theme.theme())} }}"
    st.html(f"<style>{variables}{_CSS}{_STAGE}{_JAPANESE if language() == 'ja' else ''}</style>")
