"""What every network on this machine says about a photo."""

from __future__ import annotations

from typing import Any

from core.zoo import classifier
from dashboard.kit import ask, photo

Answers = dict[str, Any]


def of(chosen: photo.Photo, words: str | None = None) -> Answers | None:
    """Every classifier's answer to a photo: id → answer; None while it is not there."""
    networks = classifier.available()
    return ask.result(
        "classify", {"photo": chosen.text, "backbones": networks, "top": 5}, words, chosen.digest
    )
