"""Words for those who have no page: messages in a language of the catalogues (light)."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from functools import cache
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from core.messages import Message
from core.paths import ROOT

LOCALES = ROOT / "assets" / "locales"
Words = Callable[[Message], str]


@cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    buffer = io.BytesIO()
    with (LOCALES / f"{language}.po").open("rb") as source:
        write_mo(buffer, read_po(source, locale=language))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


def words(language: str) -> Words:
    """Puts messages into ``ja`` or ``en``; lists in them are joined as the language does."""

    def say(message: Message) -> str:
        values = {name: _value(value) for name, value in message.values.items()}
        return _catalogue(language).gettext(message.template).format(**values)

    def _value(value: Any) -> Any:
        if isinstance(value, Message):
            return say(value)
        if isinstance(value, list):
            return ("、" if language == "ja" else ", ").join(str(_value(one)) for one in value)
        return value

    return say
