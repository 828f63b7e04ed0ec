"""The glossary: search a term in either language, or look through a letter."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.kit import links
from dashboard.shell.language import _, language
from pages.glossary.terms import Term, groups, search, terms

TERM = "term"  # the URL parameter: a term by its id, or by its name in either language
SEARCH, GROUP = "glossary_search", "glossary_group"


def draw() -> None:
    """Search field, letters, and the terms of one of them."""
    known = terms(language())
    asked = _asked(known)
    letters = groups(known)
    query = st.text_input(
        _("Search in English or Japanese"),
        key=SEARCH,
        icon=":material/search:",
        placeholder=_("For example: learning rate"),
        on_change=_leave_term,
        max_chars=40,
    )
    if query.strip():
        _found(search(known, query), query)
        return
    if st.session_state.get(GROUP) not in letters or asked is not None:
        st.session_state[GROUP] = asked.group if asked else next(iter(letters))
    chosen = st.segmented_control(
        _("Letters"),
        list(letters),
        key=GROUP,
        required=True,
        label_visibility="collapsed",
        on_change=_leave_term,
    )
    shown = letters[chosen or st.session_state[GROUP]]
    if asked is not None:
        shown = [asked, *(term for term in shown if term is not asked)]
    _entries(shown, asked)
    st.caption(_("{count:# term|# terms} in all", count=len(known)))


def _asked(known: dict[str, Term]) -> Term | None:
    """The term in the URL: by its id, or by its name in either language."""
    wanted = st.query_params.get(TERM, "")
    return known.get(wanted) or next(iter(search(known, wanted)), None)


def _leave_term() -> None:
    """Another way to look was used: the term in the URL has been seen."""
    st.query_params.pop(TERM, None)


def _found(found: Sequence[Term], query: str) -> None:
    if found:
        _entries(found[:12], None)
    else:
        st.markdown(_("No term contains “{query}”. Try a shorter word.", query=query.strip()))


def _entries(shown: Sequence[Term], asked: Term | None) -> None:
    other = {"ja": "en", "en": "ja"}[language()]
    for term in shown:
        with st.container(border=True):
            left, right = st.columns([3, 5], gap="medium")
            mark = ":material/bookmark: " if term is asked else ""
            reading = f"{term.reading}<br>" if _reads_otherwise(term) else ""
            left.markdown(
                f'{mark}**{term.term}**  \n<span style="color:var(--tll-quiet)">{reading}'
                f'<span lang="{other}">{escape(term.other)}</span></span>',
                unsafe_allow_html=True,
            )
            with right:
                st.markdown(term.means)
                for link in term.links:
                    links.to_part(link)


def _reads_otherwise(term: Term) -> bool:
    """Kana need no reading beside them."""
    return any("一" <= character <= "龠" for character in term.term)
