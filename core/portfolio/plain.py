"""JSON from outside as harmless values: text is text, sentences are the Lab's own (light)."""

from __future__ import annotations

import json
import re
from string import Formatter
from typing import Any

from core import names
from core.messages import LabError, Message
from core.translations import TRANSLATED, catalogue

DEEPEST = 24  # lists in lists; what the Lab writes is half as deep
_PLACES = re.compile(r"[\s·,:;%()/–-]*(\{[a-z_]+\}[\s·,:;%()/–-]*)+")  # holds no words
_FORMAT = re.compile(r"[+,]?(\.\d)?[dfg%]?")


def read(data: bytes, file: str) -> Any:
    """The JSON in a file, every text without what cannot be seen.  LabError where it is none."""
    try:
        return cleaned(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError):
        raise damaged(file) from None


def damaged(file: str) -> LabError:
    """What is said of a file whose contents are not what the Lab writes."""
    return LabError(
        "“{file}” in the file of your work is damaged or was not written by the Lab. Nothing was "
        "read in: make the file again on the computer that it is from.",
        file=file,
    )


def cleaned(value: Any, depth: int = 0) -> Any:
    """A value with plain text and known sentences.  ValueError where it is too deep."""
    if depth > DEEPEST:
        raise ValueError
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return [cleaned(one, depth + 1) for one in value]
    if isinstance(value, dict):
        out = {text(name): cleaned(one, depth + 1) for name, one in value.items()}
        return _sentence(out) if out.keys() == {"template", "values"} else out
    return value


def text(given: str) -> str:
    """A text without control and direction characters; its lines stay lines."""
    if given.isascii() and given.isprintable():
        return given
    return "\n".join(names.plain(line.replace("\t", " ")) for line in given.split("\n"))


def _sentence(document: dict[str, Any]) -> dict[str, Any]:
    """A message whose template is the Lab's.  Any other is text: a template decides what is
    computed from its values, and where a page takes it for a link or a picture."""
    template, values = document["template"], document["values"]
    if isinstance(template, str) and isinstance(values, dict) and _known(template, values):
        return document
    return Message("{text}", {"text": _filled(str(template), values)}).to_json()


def _known(template: str, values: dict[str, Any]) -> bool:
    try:
        places = list(Formatter().parse(template))
    except ValueError:
        return False
    for _before, name, spec, conversion in places:
        if name is None or spec is None:
            continue
        if name not in values or conversion or not ("|" in spec or _FORMAT.fullmatch(spec)):
            return False
        if spec and "|" not in spec and not isinstance(values[name], (int, float)):
            return False
    if _PLACES.fullmatch(template):
        return True
    return bool(template) and catalogue(TRANSLATED[0]).gettext(template) != template


def _filled(template: str, values: Any) -> str:
    """A template of another version with those values in it that are plain."""
    known = values if isinstance(values, dict) else {}

    def value(place: re.Match[str]) -> str:
        found = known.get(place[1], "…")
        return str(found) if isinstance(found, (str, int, float)) else "…"

    return re.sub(r"\{(\w*)[^{}]*\}", value, template)
