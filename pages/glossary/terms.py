"""The glossary from `assets/glossary.LANGUAGE.yaml`, sorted and searched.

- id: freeze
  term: freeze
  reading: とうけつ        # Japanese only: by it the terms are sorted
  means: one to three sentences
  links: [two_ways/ways]  # parts of lessons
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from core.paths import ROOT
from core.spelling import plain
from core.teaching import yaml_files
from core.translations import LANGUAGES

FOLDER = ROOT / "assets"
_ROWS = (
    "あいうえお",
    "かきくけこがぎぐげご",
    "さしすせそざじずぜぞ",
    "たちつてとだぢづでど",
    "なにぬねの",
    "はひふへほばびぶべぼぱぴぷぺぽ",
    "まみむめも",
    "やゆよ",
    "らりるれろ",
    "わをん",
)


@dataclass(frozen=True)
class Term:
    """One term in one language."""

    id: str
    term: str
    other: str  # the same term in the other language
    reading: str  # "" in English
    means: str
    links: tuple[str, ...]

    @property
    def group(self) -> str:
        """Where it stands: the row of the Japanese syllabary, or the first letter."""
        if self.reading:
            return next(row[0] for row in _ROWS if self.reading[0] in row)
        return self.term[0].upper()

    @property
    def order(self) -> str:
        return self.reading or self.term.casefold()


def terms(into: str) -> dict[str, Term]:
    """Every term by id, in the order of its language."""
    (other,) = set(LANGUAGES) - {into}
    named = {entry["id"]: entry["term"] for entry in yaml_files.read(_file(other))}
    found = [
        Term(
            entry["id"],
            entry["term"],
            named[entry["id"]],
            entry.get("reading", ""),
            entry["means"].strip(),
            tuple(entry["links"]),
        )
        for entry in yaml_files.read(_file(into))
    ]
    return {term.id: term for term in sorted(found, key=lambda term: term.order)}


def groups(known: dict[str, Term]) -> dict[str, list[Term]]:
    """The terms by row or letter, in order."""
    return {name: list(some) for name, some in groupby(known.values(), lambda term: term.group)}


def search(known: dict[str, Term], query: str) -> list[Term]:
    """Terms that have the query in their name, in either language, then those that explain it."""
    wanted = plain(query)
    if not wanted:
        return []
    named = [
        term
        for term in known.values()
        if any(wanted in plain(text) for text in (term.term, term.other, term.reading))
    ]
    named.sort(key=lambda term: not any(plain(t) == wanted for t in (term.term, term.other)))
    told = [term for term in known.values() if wanted in plain(term.means) and term not in named]
    return named + told


def _file(into: str) -> Path:
    return FOLDER / f"glossary.{into}.yaml"
