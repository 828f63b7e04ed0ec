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
LANGUAGES = ("en", "ja")
Words = Callable[[Message], str]


@cache
def catalogue(language: str) -> gettext.GNUTranslations:
    """The catalogue of a language, compiled in memory (no .mo files to forget)."""
    buffer = io.BytesIO()
    with (LOCALES / f"{language}.po").open("rb") as source:
        write_mo(buffer, read_po(source, locale=language))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def said(language: str, message: Message) -> str:
    """A message in a language (``ja`` or ``en``).

    Values that are messages themselves are put into words first; lists are joined as the language
    does.  A template that is missing in the catalogue is said in English.
    """
    values = {name: _value(language, value) for name, value in message.values.items()}
    return fill(catalogue(language).gettext(message.template), values)


def _value(language: str, value: Any) -> Any:
    if isinstance(value, Message):
        return said(language, value)
    if isinstance(value, dict) and "template" in value:
        return said(language, Message.from_json(value))
    if isinstance(value, (list, tuple)):
        separator = "、" if language == "ja" else ", "
        return separator.join(str(_value(language, item)) for item in value)
    return value


def words(language: str) -> Words:
    """What puts messages into a language, for those who ask for many."""
    return partial(said, language)
