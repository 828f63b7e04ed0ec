"""The 1,000 ImageNet classes by name, in English and Japanese, and a search that knows both.

The data stand in ``assets/labels``, all plain text:

``en.txt``, ``ja.txt``   line n is the name of class n - 1 (Keras' order, that of the WordNet ids)
``ja_readings.txt``      ``class reading``: how a Japanese name with kanji or letters is read
``groups.txt``           ``classes: word, word``: broader words and other names, for the search

An explanation in parentheses, as in "crane (bird)", belongs to the name but need not be typed.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache

from core.messages import LabError, choose_from
from core.paths import ROOT
from core.spelling import plain, romaji_of_kana, romaji_of_typing
from core.translations import LANGUAGES

FOLDER = ROOT / "assets" / "labels"

# How well a class answers a query: smaller is better.  Romaji come half a step behind what was
# written as it was typed, so that "hen" is the hen before any 変….
EXACT, OTHER_NAME, WHOLE_WORD, PREFIX, WORD_PREFIX, INSIDE = range(6)
ROMAJI_STEP = 0.5


@cache
def names(language: str) -> tuple[str, ...]:
    """The names of all 1,000 classes in class order; `LabError` for a language without names."""
    if language not in LANGUAGES:
        raise LabError(
            "There are no class names in “{language}”. Choose one of: {languages}.",
            language=language,
            languages=choose_from(sorted(LANGUAGES)),
        )
    return tuple((FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines())


def name(index: int, language: str) -> str:
    """The name of class `index` (0–999) in `language`; `LabError` when there is no such class."""
    return names(language)[checked(index)]


def search(query: str, limit: int = 20) -> list[int]:
    """The classes that `query` may mean, best first, at most `limit`; both languages at once.

    Upper and lower case, full and half width, hiragana and katakana, long-vowel marks, middle
    dots, plurals and accents make no difference; romaji finds Japanese names.  The name itself
    comes first, then broader words ("dog", 犬), whole words, beginnings, and words inside.
    Nothing typed finds nothing.
    """
    ranked = sorted((rank, index) for index, rank in _ranks(query).items())
    return [index for _, index in ranked[:limit]]


def parse(text: str) -> int:
    """The class meant by `text`: a number 0–999, or a name in either language.

    A part of a name is enough when only one class has it as a word or a beginning of a word.
    Raises `LabError` with the nearest candidates when the text means no class or several.
    """
    text = text.strip()
    if re.fullmatch(r"[+-]?\d{1,9}", text):
        return checked(int(text))
    ranks = _ranks(text)
    best = min(ranks.values(), default=INSIDE)
    hits = [index for index, rank in ranks.items() if rank == best]
    if best < INSIDE and len(hits) == 1:
        return hits[0]
    if best < INSIDE:  # several, equally good
        raise LabError(
            "“{text}” can mean several classes: {candidates}. Give the number of one.",
            text=text,
            candidates=_listed(hits),
        )
    nearest = search(text) or _similar(text)
    if not nearest:
        raise LabError(
            "There is no ImageNet class “{text}”. Give a number from 0 to 999 or the name of "
            "a class in English or Japanese.",
            text=text,
        )
    raise LabError(
        "There is no ImageNet class “{text}”. The nearest are: {candidates}. "
        "Give the number or the name of a class.",
        text=text,
        candidates=_listed(nearest),
    )


def checked(index: int) -> int:
    """The index of an ImageNet class itself; LabError for one that is none."""
    count = len(names("en"))
    if not 0 <= index < count:
        raise LabError(
            "There is no class {index}: the ImageNet classes are numbered 0 to {last}.",
            index=index,
            last=count - 1,
        )
    return index


def _listed(indices: list[int], most: int = 5) -> str:
    """``134 crane (bird) / ツル``: with both names, so that it can be read in either language."""
    shown = [f"{index} {name(index, 'en')} / {name(index, 'ja')}" for index in indices[:most]]
    return ", ".join(shown) + (", …" if len(indices) > most else "")


def _similar(text: str) -> list[int]:
    """The classes whose names are spelled most like `text`, for typing errors."""
    query = plain(text)
    by_name: dict[str, int] = {}
    for index, entry in enumerate(_entries()):
        for form in (*entry.full, *entry.other):
            by_name.setdefault(form, index)
    close = difflib.get_close_matches(query, by_name, n=10, cutoff=0.6)
    return list(dict.fromkeys(by_name[form] for form in close))[:5]


def _ranks(query: str) -> dict[int, float]:
    """Every class that `query` finds, and how well."""
    typed, romaji = plain(query), romaji_of_typing(query)
    ranks = {}
    for index, entry in enumerate(_entries()):
        rank = min(_rank(typed, entry), _rank_romaji(romaji, entry))
        if rank <= INSIDE + ROMAJI_STEP:
            ranks[index] = rank
    return ranks


@dataclass(frozen=True)
class _Entry:
    """What is compared with a query: normal forms of one class's names."""

    full: tuple[str, ...]  # the names and the reading; the English one also as one word
    other: tuple[str, ...]  # names without their explanation, broader words
    romaji: tuple[str, ...]  # the reading, whole and from each of its syllables on
    romaji_other: tuple[str, ...]


def _rank(query: str, entry: _Entry) -> float:
    if not query:
        return float("inf")
    if query in entry.full or query.replace(" ", "") in entry.full:
        return EXACT
    if query in entry.other:
        return OTHER_NAME
    forms = entry.full + entry.other
    if any(f" {query} " in f" {form} " for form in entry.full):
        return WHOLE_WORD
    if any(form.startswith(query) for form in entry.full):
        return PREFIX
    # The head of a Japanese compound is its end (シャム猫), so an end counts as a word.
    japanese = not query.isascii()
    if any(f" {query}" in f" {form}" or (japanese and form.endswith(query)) for form in forms):
        return WORD_PREFIX
    return INSIDE if any(query in form for form in forms) else float("inf")


def _rank_romaji(query: str, entry: _Entry) -> float:
    if not query:
        return float("inf")
    if query == entry.romaji[0]:
        return EXACT + ROMAJI_STEP
    if query in entry.romaji_other:
        return OTHER_NAME + ROMAJI_STEP
    if entry.romaji[0].startswith(query):
        return PREFIX + ROMAJI_STEP
    if query in entry.romaji:
        return WORD_PREFIX + ROMAJI_STEP
    if any(form.startswith(query) for form in entry.romaji):
        return INSIDE + ROMAJI_STEP
    return float("inf")


@cache
def _entries() -> tuple[_Entry, ...]:
    readings, groups = _readings(), _groups()
    entries = []
    for index, (english, japanese) in enumerate(zip(names("en"), names("ja"), strict=True)):
        reading = readings.get(index, plain(japanese))
        words = groups.get(index, [])
        bare = [re.sub(r"\s*[(（].*[)）]", "", one) for one in (english, japanese)]
        entries.append(
            _Entry(
                full=_distinct(english, japanese, reading, english.replace(" ", "")),
                other=_distinct(*bare, *words),
                romaji=tuple(romaji_of_kana(reading[at:]) for at in range(len(reading))),
                romaji_other=tuple(filter(None, map(romaji_of_kana, map(plain, words)))),
            )
        )
    return tuple(entries)


def _readings() -> dict[int, str]:
    lines = (FOLDER / "ja_readings.txt").read_text(encoding="utf-8").splitlines()
    return {int(index): plain(reading) for index, reading in (line.split() for line in lines)}


def _groups() -> dict[int, list[str]]:
    words_of: dict[int, list[str]] = {}
    for line in (FOLDER / "groups.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        classes, words = line.split(":")
        for part in classes.split(","):
            first, _, last = part.partition("-")
            for index in range(int(first), int(last or first) + 1):
                words_of.setdefault(index, []).extend(word.strip() for word in words.split(","))
    return words_of


def _distinct(*forms: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(plain, forms)))
