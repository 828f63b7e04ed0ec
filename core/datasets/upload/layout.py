"""Which class, and which part of a split, a photo belongs to, by the folders it lies in (light).

``cats/1.jpg`` is the plain form.  Folders around the classes (``photos/cats/1.jpg``) are fine, and
so is a split that somebody made before, as downloads have it: ``test_set/test_set/cats/1.jpg``,
``data/train/images/cats/1.jpg``, ``cats/train/1.jpg``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core import names
from core.datasets.upload import aside, class_names, parts
from core.messages import LabError, Message, msg


class Entry(NamedTuple):
    """What was given: folders and file name ("" for a folder itself), whether it is a picture."""

    path: tuple[str, ...]
    picture: bool


class Spot(NamedTuple):
    """Where an entry belongs: its class and part of a split, or why it is left aside."""

    title: str = ""  # of the class
    part: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Layout:
    """What folders say of what is in them."""

    spots: list[Spot]  # of the entries, in their order
    titles: list[str]  # of all classes, also of those without pictures
    parts: dict[str, list[str]]  # part → what its folders are called
    repeated: dict[str, list[int]]  # folder that repeats those beside it → entries in it
    notes: list[Message]


class _Row(NamedTuple):
    at: int  # the entry
    rest: tuple[str, ...]  # what of its path has not been understood yet
    picture: bool
    part: str = ""


@dataclass
class _Read:
    """What has been understood."""

    labelled: list[_Row] = field(default_factory=list)  # rest begins with the class
    aside: dict[int, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    unlabelled: list[str] = field(default_factory=list)  # parts with photos in no class folder
    repeated: dict[str, list[int]] = field(default_factory=dict)
    notes: list[Message] = field(default_factory=list)


def read(entries: Sequence[Entry]) -> Layout:
    """Where every entry belongs.  Raises LabError when no picture lies in a class folder."""
    found = _Read()
    rows = [
        _Row(at, tuple(unicodedata.normalize("NFC", part) for part in entry.path), entry.picture)
        for at, entry in enumerate(entries)
    ]
    _level(rows, found)
    titles = class_names.titles([(row.part, row.rest[0]) for row in found.labelled], found.notes)
    spots = [
        Spot(aside=found.aside.get(at, aside.NO_CLASS if entry.picture else aside.NO_PICTURE))
        for at, entry in enumerate(entries)
    ]
    for row in found.labelled:
        if title := titles.get((row.part, row.rest[0])):
            spots[row.at] = Spot(title, row.part, "" if row.picture else aside.NO_PICTURE)
    if not any(spot.title and not spot.aside for spot in spots):
        if found.unlabelled:
            raise _no_classes_in(found.unlabelled)
        raise LabError(
            "No class folders with photos were found. Put the photos of each class into a "
            "folder with its name, for example cats/1.jpg and dogs/1.jpg."
        )
    shown = list(dict.fromkeys(titles.values()))
    return Layout(spots, shown, found.parts, found.repeated, found.notes)


# -- levels of folders -------------------------------------------------------------------------


def _level(rows: list[_Row], found: _Read) -> None:
    """Understand the folders around the classes: wrappers, copies of the whole, parts."""
    rows = _lifted(_unwrapped(rows), found)
    tops = _tops(rows)
    kinds = parts.kinds(tops)
    if _is_split(rows, kinds):
        _parts(rows, kinds, found)
        return
    if len(set(kinds.values())) > 1 and len(kinds) == len(tops):
        raise _no_classes_in(tops)
    within = [_unwrapped(_within(rows, name)) for name in tops]
    whole = [one for one in within if _is_split(one, parts.kinds(_tops(one)), alone=True)]
    for one in whole:  # a whole dataset with something beside it
        _level(one, found)
    if not whole:
        _classes(rows, found)


def _parts(rows: list[_Row], kinds: dict[str, str], found: _Read) -> None:
    """The class folders in each part, those of the training first: they tell the others."""
    known: dict[str, str] = {}
    for kind in (parts.TRAIN, parts.VAL, parts.TEST, parts.UNLABELLED):
        for name in (name for name in kinds if kinds[name] == kind):
            here = _lifted(_unwrapped(_within(rows, name), known, name), found, name)
            taken = parts.VAL if kind == parts.UNLABELLED else kind
            labelled = [row._replace(part=taken) for row in here if len(row.rest) > 1]
            for row in labelled:
                known.setdefault(names.alike(row.rest[0]), row.rest[0])
            found.labelled += labelled
            if any(row.picture for row in labelled):
                found.parts.setdefault(taken, []).append(name)
            flat = [row.at for row in here if row.picture and len(row.rest) == 1]
            found.aside |= dict.fromkeys(flat, aside.UNLABELLED)
            found.unlabelled += [name] if flat else []
    for row in rows:
        beside = known.get(names.alike(row.rest[0]))
        if len(row.rest) > 1 and row.rest[0] not in kinds and beside:
            found.labelled.append(row._replace(rest=(beside, *row.rest[1:]), part=parts.TRAIN))
    _hold_out(found)


def _hold_out(found: _Read) -> None:
    """Where no test part has class folders, the validation part is the one that its maker held
    out; beside a test part it belongs to the training: the Lab draws its validation itself."""
    val, train = found.parts.get(parts.VAL), found.parts.get(parts.TRAIN)
    if not val:
        return
    if parts.TEST in found.parts or not train:
        found.notes.append(
            msg(
                "The photos in {folders} are used for training and validation: the Lab draws its "
                "validation photos itself.",
                folders=val,
            )
        )
        return
    found.parts[parts.TEST] = found.parts.pop(parts.VAL)
    found.labelled = [
        row._replace(part=parts.TEST) if row.part == parts.VAL else row for row in found.labelled
    ]


def _is_split(rows: list[_Row], kinds: dict[str, str], alone: bool = False) -> bool:
    """Whether folders with the names of parts are parts: nothing else lies beside them, or they
    hold the same classes as each other or, unless they stand `alone`, as the folders beside."""
    tops = _tops(rows)
    inside = [_tops(_unwrapped(_within(rows, name))) for name in kinds]
    within = [{names.alike(top) for top in classes} for classes in inside if classes]
    others = {names.alike(name) for name in tops if name not in kinds}
    if not within:
        return False
    if not others:
        return not alone or len(set(kinds.values())) > 1
    shared = any(
        len(one & other) > 1 for at, one in enumerate(within) for other in within[at + 1 :]
    )
    return shared or (not alone and all(classes <= others for classes in within))


def _classes(rows: list[_Row], found: _Read) -> None:
    """The first folder is the class; in each there may be the parts of a split."""
    labelled = [row for row in rows if len(row.rest) > 1]
    pictures = [row for row in labelled if row.picture]
    kinds = parts.kinds({row.rest[1] for row in pictures if len(row.rest) > 2})
    if len(set(kinds.values())) > 1 and all(row.rest[1] in kinds for row in pictures):
        for name, kind in kinds.items():
            found.parts.setdefault(kind, []).append(name)
        labelled = [row._replace(part=kinds.get(row.rest[1], "")) for row in labelled]
    elif taken := parts.kinds({row.rest[0] for row in pictures}):
        found.notes.append(
            msg(
                "These folders were taken for classes like those beside them, not for parts of a "
                "split: {folders}.",
                folders=list(taken),
            )
        )
    found.labelled += labelled


def _tops(rows: Iterable[_Row]) -> list[str]:
    """The folders in which pictures lie, in their order."""
    return list(dict.fromkeys(row.rest[0] for row in rows if row.picture and len(row.rest) > 1))


def _within(rows: Iterable[_Row], top: str) -> list[_Row]:
    return [
        row._replace(rest=row.rest[1:]) for row in rows if row.rest[0] == top and len(row.rest) > 1
    ]


def _unwrapped(rows: list[_Row], known: Collection[str] = (), part: str = "") -> list[_Row]:
    """Without the folders that lie around the class folders; `known` are class folders, and in a
    part of a split photos may lie in a folder that is no class: ``test/images/1.jpg``."""
    while True:
        tops = _tops(rows)
        if len(tops) != 1 or names.alike(tops[0]) in known:
            return rows
        pictures = [row for row in rows if row.picture]
        deep = 2 * sum(len(row.rest) > 2 for row in pictures) > len(pictures)
        same = names.alike(tops[0]) == names.alike(part)
        if not deep and not (part and (known or same or parts.about(tops[0]))):
            return rows
        rows = _within(rows, tops[0]) + [row for row in rows if part and len(row.rest) == 1]


def _lifted(rows: list[_Row], found: _Read, part: str = "") -> list[_Row]:
    """Where a folder holds once more the folders that lie beside it, as unpacking twice leaves
    them, its contents belong to those."""
    tops = {names.alike(name): name for name in _tops(rows)}
    for key, name in tops.items():
        within = _unwrapped(_within(rows, name))
        inner = _tops(within)
        flat = any(row.picture and len(row.rest) == 1 for row in within)
        if len(inner) < 2 or flat or not {names.alike(top) for top in inner} <= tops.keys() - {key}:
            continue
        if not part and parts.kinds([name]) and not parts.kinds(inner):
            continue  # a part beside classes
        found.repeated[name] = [row.at for row in within if row.picture]
        rows = [row for row in rows if row.rest[0] != name or len(row.rest) == 1] + [
            row._replace(rest=(tops.get(names.alike(row.rest[0]), row.rest[0]), *row.rest[1:]))
            for row in within
        ]
    return rows


def _no_classes_in(folders: list[str]) -> LabError:
    return LabError(
        "The folders {folders} are parts of a split, but no class folders are in them. Put the "
        "photos of each class into a folder with its name, for example train/cats/1.jpg.",
        folders=folders,
    )
