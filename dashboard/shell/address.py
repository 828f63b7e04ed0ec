"""The address as the truth: a choice that it names, and what is wrong with a link.

A control that changes the choice makes a new entry in the browser's history.  Back and Forward
change the address and nothing else, so the address decides unless a control was just used.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st

from core.messages import Message
from dashboard.shell import services, session

_TURNED = "address_turned"  # session: parameter -> what a control has just chosen


def choice(
    name: str, key: str, known: Collection[str], arrive: Callable[[], str | None]
) -> str | None:
    """Which of the `known` the parameter `name` stands at; call it before its widget is drawn.

    `arrive`: what an address without the parameter stands for as long as one stays on the page.
    The widget gets ``**widget(name, key)``; anything else that chooses calls `turn`.
    """
    asked = st.query_params.get(name)
    turned: dict[str, str | None] = st.session_state.get(_TURNED, {})
    bare: dict[str, str | None] = st.session_state.setdefault(session.BARE, {})
    page = st.session_state.get(services.HERE, "").partition("?")[0]
    if bare.get(key) not in known or not session.stayed(page):
        bare[key] = arrive()
    chosen = turned.pop(name) if name in turned else asked if asked in known else bare[key]
    st.session_state[key] = chosen
    if chosen is None:
        st.query_params.pop(name, None)
    elif asked != chosen and (asked is not None or chosen != bare[key]):
        st.query_params[name] = chosen
    return chosen


def widget(name: str, key: str) -> dict[str, Any]:
    """The arguments that tie a widget to the parameter."""
    return {"key": key, "on_change": _moved, "args": (name, key)}


def _moved(name: str, key: str) -> None:
    turn(name, st.session_state[key])


def turn(name: str, value: str | None) -> None:
    """Choose without the widget: from a callback, or before `choice` in the same run."""
    st.session_state.setdefault(_TURNED, {})[name] = value


def named(name: str) -> bool:
    """Whether the address names a choice, or will once the page is drawn."""
    return name in st.query_params or name in st.session_state.get(_TURNED, {})


def wrong_link(page: str, found: Message | None, over: bool = False) -> Message | None:
    """What is wrong with the link that led to a page, for as long as that is of interest: until a
    control is used or another link followed (`over`), or the page is left.

    The script may run again at once, for a browser that answers who it is: a warning that stood
    for one run would be gone before it is read.
    """
    key = f"{page}_wrong_link"
    if found is not None:
        st.session_state[key] = found
    elif over or not session.stayed(page):
        st.session_state.pop(key, None)
    return st.session_state.get(key)
