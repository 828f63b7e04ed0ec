"""What classes are called, from the names of their folders (light)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from core import names
from core.messages import Message, msg

LONGEST_CLASS = 40  # characters
_NUMBER = 4  # characters that tell apart what begins alike


def class_name(folder: str) -> str:
    """A folder's name as the class is called: one form of every letter, nothing that cannot be
    seen, short.  Empty where nothing is left of it.  Whoever shows it escapes it."""
    return _short(_whole(folder), LONGEST_CLASS)


def titles(folders: Sequence[tuple[str, str]], notes: list[Message]) -> dict[tuple[str, str], str]:
    """(part of a split, folder) → the title of its class; folders without a name have none.

    Parts may spell a class differently (``train/Cats``, ``test/cats``); folders side by side are
    different classes unless nobody could see the difference.  Both are told in `notes`.
    """
    spelled: dict[str, dict[tuple[str, str], str]] = {}
    for part, folder in dict.fromkeys(folders):
        if whole := _whole(folder):
            spelled.setdefault(names.alike(whole), {})[part, folder] = whole
    called: dict[tuple[str, str], str] = {}
    joined = []
    for places in spelled.values():
        side_by_side = Counter(part for part, _whole in {(p, w) for (p, _), w in places.items()})
        if max(side_by_side.values()) > 1:  # “A” and “a” are two letters
            called |= places
            groups = list(places.values())
            joined += [one for one in dict.fromkeys(groups) if _folders(places, one) > 1]
            continue
        plainest = min(places.values(), key=lambda one: (sum(map(str.isupper, one)), len(one)))
        called |= dict.fromkeys(places, plainest)
        if len({folder for _part, folder in places}) > 1:
            joined.append(plainest)
    if joined:
        notes.append(
            msg(
                "Folders whose names differ only in capitals, spaces or characters that cannot be "
                "seen were read as one class: {names}.",
                names=joined,
            )
        )
    shown = _distinct(called.values())
    return {place: shown[whole] for place, whole in called.items()}


def _folders(places: dict[tuple[str, str], str], whole: str) -> int:
    return len({folder for (_part, folder), one in places.items() if one == whole})


def _whole(folder: str) -> str:
    plain = unicodedata.normalize("NFC", folder)
    return " ".join(names.plain(" ".join(plain.split())).split())


def _short(name: str, most: int) -> str:
    """A name cut in its middle: long names often differ in their ends."""
    tail = most // 3
    return name if len(name) <= most else f"{name[: most - 1 - tail].rstrip()}…{name[-tail:]}"


def _distinct(whole: Iterable[str]) -> dict[str, str]:
    """Whole names → what is shown: short, and each unlike the others."""
    out: dict[str, str] = {}
    for name in dict.fromkeys(whole):
        shown, number = _short(name, LONGEST_CLASS), 2
        while shown in out.values():
            shown = f"{_short(name, LONGEST_CLASS - _NUMBER)} ({number})"
            number += 1
        out[name] = shown
    return out
