"""Who is in front of the browser and which language they read: settled once per script run."""

from __future__ import annotations

import secrets

import streamlit as st

from dashboard import services
from dashboard.components import learner_id, page_language
from dashboard.i18n import LANGUAGES, nearest

PAGE = "page"  # the page that was on screen in the last script run
LANGUAGE = "lang"  # the URL parameter, so that a shared link opens in the same language


def settle() -> None:
    """Decide learner and language for this run, before anything is drawn."""
    _settle_learner()
    _settle_language()
    page_language.tell(st.session_state["language"])


def _settle_learner() -> None:
    current = services.learner()
    replace = st.session_state.get("learner_replaced", False)
    kept = learner_id.ask(current, replace)
    if kept != current:
        services.recognise(kept)
        if st.session_state.get("language_from") == "browser":
            del st.session_state["language"]


def _settle_language() -> None:
    """The URL first, then what was remembered, then the browser's own language.

    A URL without a language stays without: each entry would be one more press of “Back”.
    """
    asked = st.query_params.get(LANGUAGE)
    if "language" not in st.session_state:
        remembered = services.setting("language")
        if asked in LANGUAGES and st.session_state.get("language_from") != "browser":
            choose(asked, "link")
        elif remembered in LANGUAGES:
            choose(remembered, "remembered")
        else:
            choose(nearest(st.context.locale), "browser")
    if asked is not None and asked != st.session_state["language"]:
        st.query_params[LANGUAGE] = st.session_state["language"]


def stayed(page: str) -> bool:
    """Whether the page was on screen in the last script run as well."""
    return st.session_state.get(PAGE) == page


def choose(language: str, source: str) -> None:
    """Use a language from now on; `source` says who decided: link, remembered, browser, learner."""
    st.session_state["language"] = language
    st.session_state["language_from"] = source
    if source == "learner":
        st.query_params[LANGUAGE] = language
        services.remember("language", language)


def forget() -> None:
    """Delete everything of this learner and go on as somebody new."""
    services.forget_learner(services.learner())
    language = st.session_state["language"]
    st.session_state.clear()
    st.query_params.clear()  # it may name a run that is gone
    st.session_state["learner"] = secrets.token_hex(16)
    st.session_state["learner_replaced"] = True
    choose(language, "browser")
