"""Histories of pictures: one slider, moved in the browser itself, scrubs through all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.figures.signs import PAUSE, PLAY
from dashboard.components.component import component

_mount = component("film")


@dataclass(frozen=True)
class Frame:
    """One picture in base64 (`kind`: jpeg or png) and what is said below it."""

    image: str
    note: str = ""
    kind: str = "jpeg"


@dataclass(frozen=True)
class Film:
    """A history, oldest first, at least one frame; `title` stands above it."""

    frames: Sequence[Frame]
    alt: str
    title: str = ""


def film(films: Sequence[Film], words: Mapping[str, str], key: str) -> None:
    """Draw histories side by side.  Each stands at its last frame until somebody moves the slider;
    histories of different lengths move by their share.

    words: what the buttons ``play`` and ``pause`` and the ``label`` of the slider say.
    """
    data = {
        "films": [
            {"title": one.title, "alt": one.alt, "frames": [vars(f) for f in one.frames]}
            for one in films
        ],
        "signs": {"play": PLAY, "pause": PAUSE},
        **words,
    }
    said = repr(data["films"]).encode()
    _mount(key=key, data=data | {"id": hashlib.sha256(said).hexdigest()}, width="stretch")
