"""Terms in a text that open their entry of the glossary (light)."""

from __future__ import annotations

import re
from functools import lru_cache

from core.paths import ROOT
from core.teaching import yaml_files

FOLDER = ROOT / "assets"
MOST = 3  # in one text: more links than that are not read any more
# Code, links, signs, headings, formulas and HTML stay as they are; so does what is emphasised and
# glued to letters, as in Japanese: Markdown would no longer see its asterisks beside a bracket.
_KEPT = re.compile(
    r"```.*?```|`[^`]*`|\[[^\]]*\]\([^)]*\)|:material/\w+:|^#.*?$|\$[^$]+\$|<[^>]+>"
    r"|(?P<stars>\*{1,2})[^*\n]+(?P=stars)",
    re.DOTALL | re.MULTILINE,
)


def linked(text: str, into: str, address: str, known: set[str], most: int = MOST) -> str:
    """`text` (Markdown) with the first mention of each term linked to its entry.

    address: of an entry, with ``{term}`` for its id.  `known`: terms that are linked already; those
    linked here are added.
    """
    names, pattern = _terms(into)
    left = most
    parts, at = [], 0

    def link(found: re.Match[str]) -> str:
        nonlocal left
        term = names[found[1].casefold()]
        if left == 0 or term in known:
            return found[0]
        left -= 1
        known.add(term)
        return f"[{found[0]}]({address.replace('{term}', term)})"

    for kept in _KEPT.finditer(text):
        free = kept["stars"] and not _glued(kept)
        parts += [
            pattern.sub(link, text[at : kept.start()]),
            pattern.sub(link, kept[0]) if free else kept[0],
        ]
        at = kept.end()
    return "".join([*parts, pattern.sub(link, text[at:])])


def _glued(found: re.Match[str]) -> bool:
    """Whether what was found stands at a letter, before or behind it."""
    sides = found.string[: found.start()][-1:] + found.string[found.end() :][:1]
    return re.search(r"\w", sides) is not None


def _terms(into: str) -> tuple[dict[str, str], re.Pattern[str]]:
    file = FOLDER / f"glossary.{into}.yaml"
    return _read(into, file.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(into: str, changed: int) -> tuple[dict[str, str], re.Pattern[str]]:
    """Name → id, and what finds the names, the longest first."""
    entries = yaml_files.read(FOLDER / f"glossary.{into}.yaml")
    names = {
        re.sub(r"\s*[（(].*[)）]$", "", entry["term"]).casefold(): entry["id"] for entry in entries
    }
    every = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    whole = rf"\b({every})s?\b" if into == "en" else f"({every})"
    return names, re.compile(whole, re.IGNORECASE)
