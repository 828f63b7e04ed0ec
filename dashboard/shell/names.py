"""Names from outside in Markdown: classes, datasets, files, notes and tags are shown as written.

Streamlit reads labels, captions and messages as Markdown with emoji, icons, colours, formulas and
arrows: a class `:cat:` would become a picture and `*dogs*` lose its stars.  HTML and SVG have their
own escape (`html.escape`), Plotly's texts go through `in_plot`; select boxes, tables and input
fields show text as it is.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from core import labels
from core.messages import Message
from core.translations import said
from dashboard.shell.language import language

_MEANS_MORE = re.compile(r"([\\`*_{}\[\]()#+.!|~$<>&^=@\-])")
_JOINED = re.compile(r"(:|\\[-<>=~])")  # ":cat:" and "->" are read after the backslashes are gone
_JOINER = "\u2060"  # WORD JOINER: nothing is seen of it


def as_written(name: str) -> str:
    """A name from outside for anything that Streamlit reads as Markdown."""
    return _JOINED.sub(rf"\1{_JOINER}", _MEANS_MORE.sub(r"\\\1", name))


def markdown(message: Message | dict[str, Any]) -> str:
    """A message of core's in the learner's language for Markdown: the names in it as written."""
    if isinstance(message, dict):
        message = Message.from_json(message)
    return said(language(), message, as_written)


def class_name(index: int) -> str:
    """One of the 1,000 ImageNet classes in the learner's language."""
    return labels.name(index, language())


def in_plot(name: str) -> str:
    """A name from outside for Plotly, which reads a subset of HTML."""
    return escape(name, quote=False)
