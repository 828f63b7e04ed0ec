"""One check of a dataset: what it found, what to do about it, what can be shown (light)."""

from __future__ import annotations

from typing import Any

from core.messages import Message
from core.work import Document

GOOD, NOTE, PROBLEM = "good", "note", "problem"
_SHOWN = 24  # photos of a check

Check = dict[str, Any]


def check(
    name: str,
    state: str,
    message: Message,
    advice: Message | None = None,
    photos: list[Document] | None = None,
) -> Check:
    """A check as `core.datasets.checks.every` describes it; of many photos the first are kept."""
    return {
        "id": name,
        "state": state,
        "message": message.to_json(),
        "advice": advice.to_json() if advice else None,
        "photos": (photos or [])[:_SHOWN],
    }
