"""Lessons: their text from `assets/lessons`, one part at a time (light).

A lesson is one Markdown file a language, `assets/lessons/NAME.LANGUAGE.md`:

    ## Title of a part {#id}
    Goal: what the learner can do afterwards.
    Text that opens the part.
    [[piece]]
    Text that the page puts beside a picture or a control; `{places}` are filled when drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.messages import fill
from core.paths import ROOT

FOLDER = ROOT / "assets" / "lessons"
_HEADING = re.compile(r"^## (.+?) \{#(\w+)\}$", re.MULTILINE)
_PIECE = re.compile(r"^\[\[(\w+)\]\]$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """One part of a lesson in one language; `pieces` by name, the opening text under ""."""

    lesson: str
    id: str
    title: str
    goal: str
    pieces: Mapping[str, str]

    def text(self, piece: str, /, **values: object) -> str:
        """A piece as Markdown; its ``{places}`` are filled when values are given."""
        words = self.pieces[piece]
        return fill(words, values) if values else words


def lessons() -> list[str]:
    """Every lesson that has a text."""
    return sorted(file.name.removesuffix(".en.md") for file in FOLDER.glob("*.en.md"))


def parts(lesson: str, into: str) -> dict[str, Part]:
    """Every part of a lesson by id, in order, in a language."""
    file = FOLDER / f"{lesson}.{into}.md"
    return _read(lesson, file, file.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _read(lesson: str, file: Path, changed: int) -> dict[str, Part]:
    pieces = _HEADING.split(file.read_text("utf-8"))[1:]
    found = {}
    for title, name, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        opening, *named = _PIECE.split(body.strip())
        goal, _newline, text = opening.strip().partition("\n")
        found[name] = Part(
            lesson,
            name,
            title,
            goal.removeprefix("Goal:").strip(),
            {"": text.strip()}
            | {key: said.strip() for key, said in zip(named[::2], named[1::2], strict=True)},
        )
    return found
