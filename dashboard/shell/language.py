"""The learner's language, and texts in it.

Source strings are English.  ``_("...")`` is looked up at once, ``N_("...")`` only marks a text that
is looked up later, and core's ``msg("...")`` templates arrive here as `Message` and are put into
words by `translate`.  All three are found by the extraction (`scripts/catalogues.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from core.messages import Message
from core.translations import LANGUAGES, SOURCE, said


def nearest(locale: str | None) -> str:
    """The language of ours that fits a browser's locale (``ja-JP`` → ``ja``)."""
    short = (locale or "").replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else SOURCE


def language() -> str:
    """The learner's language: what `session.settle` has decided, until then the browser's."""
    return st.session_state.get("language") or nearest(st.context.locale)


def _(text: str, /, **values: Any) -> str:
    """The text in the learner's language, its ``{named}`` places filled."""
    return translate(Message(text, values))


def N_(text: str, /) -> str:
    """Mark a literal for extraction; it is looked up later with `_` or `translate`."""
    return text


def listed(names: Iterable[str]) -> str:
    """Names one after the other, as the learner's language separates them."""
    return translate(Message("{names}", {"names": list(names)}))


def together(*sentences: str) -> str:
    """Sentences one after the other: a space between them, where the language has one."""
    return " ".join(filter(None, sentences)).replace("。 ", "。")


def translate(message: Message | dict[str, Any] | str, into: str | None = None) -> str:
    """A message in words.  Values that are messages themselves are translated first.

    `message` may also be the JSON form of a Message (as results and the run log keep it) or a
    plain string (a template without places).  A missing template is shown in English.
    """
    into = into or language()
    if isinstance(message, str):
        message = Message(message)
    elif isinstance(message, dict):
        message = Message.from_json(message)
    return said(into, message)
