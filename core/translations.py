"""Messages in words: gettext catalogues read straight from `assets/locales/*.po` (light).

The dashboard asks in the learner's language; reports and notebooks in the one they are made in.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from functools import cache, partial
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.messages import Message, fill
from core.paths import ROOT

LOCALES = ROOT / "assets" / "locales"
LANGUAGES = {"ja": "日本語", "en": "English"}
SOURCE = "en"  # what the templates are written in: it needs no catalogue
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE)
Words = Callable[[Message], str]


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, compiled in memory (no .mo files to forget)."""
    if language == SOURCE:
        return gettext.NullTranslations()
    buffer = io.BytesIO()
    with (LOCALES / f"{language}.po").open("rb") as source:
        write_mo(buffer, read_po(source, locale=language))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def said(language: str, message: Message, text: Callable[[str], str] = str) -> str:
    """A message in a language (``ja`` or ``en``).

    Values that are messages themselves are put into words first; lists are joined as the language
    does.  A template that is missing in the catalogue is said in English.  text: what becomes of
    values that are text, names of anybody's often, for those who show the message where some
    characters mean more.
    """
    values = {name: _value(language, value, text) for name, value in message.values.items()}
    return fill(catalogue(language).gettext(message.template), values)


def _value(language: str, value: Any, text: Callable[[str], str]) -> Any:
    if isinstance(value, Message):
        return said(language, value, text)
    if isinstance(value, dict) and "template" in value:
        return said(language, Message.from_json(value), text)
    if isinstance(value, (list, tuple)):
        separator = "、" if language == "ja" else ", "
        return separator.join(str(_value(language, item, text)) for item in value)
    return text(value) if isinstance(value, str) else value


def words(language: str) -> Words:
    """What puts messages into a language, for those who ask for many."""
    return partial(said, language)
