"""Who is in front of the browser and which language they read: settled once per script run."""

from __future__ import annotations

import streamlit as st

from core.translations import LANGUAGES
from dashboard.components import learner_id, page_language
from dashboard.shell import gate, services
from dashboard.shell.language import _, language, nearest

PAGE = "page"  # the page that was on screen in the last script run
LANGUAGE = "lang"  # the URL parameter, so that a shared link opens in the same language
BARE = "address_bare"  # session: widget key -> what an address without its parameter stands for
_REPLACED = "learner_replaced"  # the browser is to keep the id of this session, not its old one
_DELETED = "deleted_elsewhere"  # another tab has deleted everything: the page that says so, or ""


class PageEnd(Exception):
    """Raised by a page that is complete before its script is.  `st.stop` would end the whole
    script, and the shell would not draw the running jobs."""


def settle() -> None:
    """Decide learner and language for this run, before anything is drawn."""
    gate.settle()
    given = st.session_state.get("learner")
    now = st.session_state["learner"] = services.learner()
    if given is not None and given != now:
        st.session_state[_DELETED] = ""
    _settle_language()


def introduce() -> None:
    """Let browser and server tell each other who is here and in which language.

    Call it after `st.navigation`: a component that answers before the browser has heard of the
    pages makes it ask for the first one.
    """
    if gate.on():
        gate.introduce(_arrived)
    else:
        replace = st.session_state.get(_REPLACED, False)
        learner_id.ask(services.learner(), replace, _recognised)
    page_language.tell(language())


def _recognised(kept: str) -> None:
    services.recognise(kept)
    if st.session_state["learner"] != kept:  # deleted since: the browser still keeps the old one
        st.session_state[_REPLACED] = True
    _arrived()


def _arrived() -> None:
    """Whoever this is has just arrived: what was decided for somebody unknown is decided anew."""
    st.session_state.pop(BARE, None)
    if st.session_state.get("language_from") == "browser":
        del st.session_state["language"]


def tell_deleted(page: str) -> None:
    """Say, on the page on which it was noticed, that another tab has deleted everything."""
    if _DELETED not in st.session_state:
        return
    noticed = st.session_state[_DELETED] = st.session_state[_DELETED] or page
    if noticed != page:
        del st.session_state[_DELETED]
        return
    st.info(
        _(
            "In another tab everything of yours was deleted. Here you go on as somebody new: what "
            "you start from now on is kept."
        ),
        icon=":material/info:",
    )


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


def choose(wanted: str, source: str) -> None:
    """Use a language from now on; `source` says who decided: link, remembered, browser, learner."""
    st.session_state["language"] = wanted
    st.session_state["language_from"] = source
    if source == "learner":
        st.query_params[LANGUAGE] = wanted
        if gate.admitted():
            services.remember("language", wanted)


def forget() -> None:
    """Delete everything of this learner and go on as somebody new."""
    new = services.forget_learner(services.learner())
    spoken, gone = language(), gate.member()
    st.session_state.clear()
    st.cache_data.clear()  # pictures of their photos; what is of others is made again
    st.query_params.clear()  # it may name a run that is gone
    if gone is not None:
        gate.leave(gone)
    else:
        st.session_state["learner"] = new
        st.session_state[_REPLACED] = True
    choose(spoken, "browser")
