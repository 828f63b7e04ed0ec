"""One check of a dataset: what it found, what to do about it, what can be shown (light)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.messages import Message
from core.work import Document

GOOD, NOTE, PROBLEM = "good", "note", "problem"


@dataclass(frozen=True)
class Check:
    """A check; `photos` name what can be shown: ``{"index"}`` one photo, ``{"pair": [i, j]}`` two,
    ``{"class", "file", "reason"}`` a file that could not be read, ``{"files": [[class, file], …],
    "picture"}`` one that is not kept (a JPEG in base64)."""

    id: str
    state: str  # GOOD, NOTE or PROBLEM
    message: Message
    advice: Message | None = None
    photos: Sequence[Document] = ()
