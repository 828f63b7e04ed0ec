"""The learner's language: gettext catalogues read straight from `assets/locales/*.po`.

Source strings are English.  ``_("...")`` is looked up at once, ``N_("...")`` only marks a text that
is looked up later, and core's ``msg("...")`` templates arrive here as `Message` and are put into
words by `translate`.  All three are found by the extraction (`dashboard/catalogues.py`).
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from typing import Any

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.messages import Message
from core.paths import ROOT

LOCALES = ROOT / "assets" / "locales"
LANGUAGES = {"ja": "日本語", "en": "English"}
FALLBACK = "en"


@cache
def catalogue(language: str) -> gettext.GNUTranslations:
    """The catalogue of a language, compiled in memory (no .mo files to forget)."""
    buffer = io.BytesIO()
    with (LOCALES / f"{language}.po").open("rb") as source:
        write_mo(buffer, read_po(source, locale=language))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def nearest(locale: str | None) -> str:
    """The language of ours that fits a browser's locale (``ja-JP`` → ``ja``)."""
    short = (locale or "").replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else FALLBACK


def language() -> str:
    """The learner's language: what `session.settle` has decided, until then the browser's."""
    return st.session_state.get("language") or nearest(st.context.locale)


def _(text: str, /, **values: Any) -> str:
    """The text in the learner's language, its ``{named}`` places filled."""
    return translate(Message(text, values))


def N_(text: str, /) -> str:
    """Mark a literal for extraction; it is looked up later with `_` or `translate`."""
    return text


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
    values = {name: _value(value, into) for name, value in message.values.items()}
    return catalogue(into).gettext(message.template).format(**values)


def _value(value: Any, into: str) -> Any:
    if isinstance(value, Message) or (isinstance(value, dict) and "template" in value):
        return translate(value, into)
    if isinstance(value, (list, tuple)):
        separator = "、" if into == "ja" else ", "
        return separator.join(str(_value(item, into)) for item in value)
    return value
