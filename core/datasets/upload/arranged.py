"""Collected photos become a dataset: labels, groups of look-alikes, the test part (light)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from core.datasets import grouped
from core.datasets.held_out import made_part, test_part
from core.datasets.look_alikes import alike
from core.datasets.upload import aside, unusable
from core.datasets.upload.archive import Source
from core.datasets.upload.collected import Collected, Photo
from core.datasets.upload.parts import TEST
from core.messages import Message, msg
from core.work import Document, Report

TEST_SHARE = 0.25


@dataclass(frozen=True)
class Arranged:
    """The photos that are used, training part first, and what the document says of them."""

    rows: np.ndarray  # int64 [N], of the collected pixels
    labels: np.ndarray  # int64 [N]
    groups: np.ndarray  # int64 [N]
    train: int
    said: Document


def arrange(
    found: Collected, source: Source, seed: int, report: Report = lambda event: None
) -> Arranged:
    """Decide what is used, and for what.

    A test part that was made before stays one, without the training photos that look like it.
    Raises LabError when there are too few classes or photos for a dataset.
    """
    unusable.check(found, source)
    titles = [title for title in source.titles if title in found.names()]
    labels = np.array([titles.index(photo.name) for photo in found.photos], np.int64)
    near = alike.pairs([photo.looks for photo in found.photos], report)
    divided = _divided(found, labels, near, seed)
    held, out, test = divided.held, divided.out, divided.test
    order = np.concatenate([np.flatnonzero(~test & ~out), np.flatnonzero(test)])
    groups, train = divided.groups[order], len(order) - int(np.count_nonzero(test))
    photos = [found.photos[at] for at in order]
    said = unusable.left_out(found, source)
    said |= counted(labels[order], groups, train, titles) | _looks(near, labels, order, out, seed)
    said |= {
        "copies": _copies(said["copies"], found, photos),
        "names": [photo.given.file for photo in photos],
        "sizes": [list(photo.size) for photo in photos],
        "grey": [at for at, photo in enumerate(photos) if photo.grey],
        "own_test": bool(held.any()),
        "like_test": [found.photos[at].where for at in np.flatnonzero(out)],
        "recorded": divided.recorded,
        "notes": [
            note.to_json()
            for note in (
                *source.notes,
                *_split(found, source, titles, divided, labels),
                *_repeated(found),
                *aside.notes(source.aside),
            )
        ],
    }
    rows = np.array([photo.row for photo in photos], np.int64)
    return Arranged(rows, labels[order], groups, train, said)


@dataclass(frozen=True)
class _Divided:
    """What each photo is for, bool [N]: `held` in a test part that was made before, left `out`
    since it looks like one of these, in the `test` part; `groups` int [N] stay together, and
    `recorded` are the classes that are one recording."""

    held: np.ndarray
    out: np.ndarray
    test: np.ndarray
    groups: np.ndarray
    recorded: list[int]


def _divided(found: Collected, labels: np.ndarray, near: np.ndarray, seed: int) -> _Divided:
    made = np.array([photo.given.part == TEST for photo in found.photos], bool)
    groups = alike.groups(len(labels), near)
    held, out = made_part(labels, made, groups)
    drawn = ~held & ~out  # the others keep their numbers
    some, recorded = grouped.divided(labels[drawn], groups[drawn])
    groups[drawn] = some + len(labels)  # none of the others' numbers
    inside = np.flatnonzero(~out)
    test = np.zeros(len(labels), bool)
    test[inside] = test_part(labels[inside], groups[inside], TEST_SHARE, seed)
    # of the classes that nobody held out
    return _Divided(held, out, held | (test & ~np.isin(labels, labels[held])), groups, recorded)


def counted(labels: np.ndarray, groups: np.ndarray, train: int, titles: list[str]) -> Document:
    """The classes, and how many photos they have."""
    counts = np.bincount(labels, minlength=len(titles))
    in_train = np.bincount(labels[:train], minlength=len(titles))
    spare = [
        max(0, grouped.largest(labels[:train], groups[:train], label) - 1)
        for label in range(len(titles))
    ]
    return {
        "classes": _ids(titles),
        "class_titles": titles,
        "counts": counts.tolist(),
        "test_counts": (counts - in_train).tolist(),
        "train_per_class": int(min(in_train - spare)),
        "test_per_class": int(min(counts - in_train)),
        "train": train,
        "labels": labels.tolist(),
    }


def _looks(
    near: np.ndarray, labels: np.ndarray, order: np.ndarray, out: np.ndarray, seed: int
) -> Document:
    """The pairs that look alike, and whether a split that looks at nothing divides them."""
    naive = test_part(labels, np.arange(len(labels)), TEST_SHARE, seed)
    position = np.full(len(labels), -1)
    position[order] = np.arange(len(order))
    kept = near[~out[near].any(1)]
    return {
        "look_alikes": len(near),
        "pairs": position[kept].tolist(),
        "naive": (naive[kept[:, 0]] != naive[kept[:, 1]]).tolist(),
    }


def _copies(said: list[Document], found: Collected, photos: list[Photo]) -> list[Document]:
    """The copies of photos that are used, each with the position of the one that is kept."""
    at_row = {photo.row: at for at, photo in enumerate(photos)}
    return [
        copy | {"kept": at_row[kept.row]}
        for copy, (kept, _left) in zip(said, found.twice, strict=True)
        if kept.row in at_row
    ]


def leaks(said: Document) -> int:
    """How many test photos have a copy, or a photo that looks nearly the same, in training."""
    train = said["train"]
    return len({max(pair) for pair in said["pairs"] if min(pair) < train <= max(pair)})


def _split(
    found: Collected,
    source: Source,
    titles: list[str],
    divided: _Divided,
    labels: np.ndarray,
) -> list[Message]:
    """What became of a split that somebody made before."""
    if not source.parts:
        return []
    held = divided.held
    folders = [name for names in source.parts.values() for name in names]
    if not held.any():
        return [
            msg(
                "The photos in {folders} were put together again by class: there is no test part "
                "with enough photos of a class, so the Lab draws one itself.",
                folders=folders,
            )
        ]
    notes = [
        msg(
            "The test part is the one that the makers of these photos set apart: {count:# photo|"
            "# photos} in {folders}.",
            count=int(held.sum()),
            folders=source.parts[TEST],
        )
    ]
    if drawn := [titles[label] for label in sorted({*labels.tolist()} - {*labels[held].tolist()})]:
        notes.append(
            msg(
                "These classes have too few photos in one of the parts, so the Lab draws their "
                "test photos itself: {names}.",
                names=drawn,
            )
        )
    again = sum(kept.given.part == TEST != left.given.part for kept, left in found.twice)
    if left := again + int(divided.out.sum()):
        notes.append(
            msg(
                "Training photos that are also in the test part, or look nearly the same as one "
                "of it: {count}. They were left out of the training, or the test would ask what "
                "was learned by heart.",
                count=left,
            )
        )
    return notes


def _repeated(found: Collected) -> list[Message]:
    """What folders held that repeat those beside them."""
    given = [photo.given for photo in found.photos] + [left.given for _kept, left in found.twice]
    return [
        msg(
            "The folder “{folder}” holds the class folders beside it once more: {names}. Of its "
            "{count:# photo|# photos} {same:# is|# are} the same; each counts once, under its "
            "class.",
            folder=folder,
            names=list(dict.fromkeys(one.name for one in given if one.repeated == folder)),
            count=sum(one.repeated == folder for one in given),
            same=sum(
                folder in (kept.given.repeated, left.given.repeated)
                and kept.given.repeated != left.given.repeated
                for kept, left in found.twice
            ),
        )
        for folder in dict.fromkeys(one.repeated for one in given if one.repeated)
    ]


def _ids(titles: list[str]) -> list[str]:
    """Class ids that a URL and a file name can hold."""
    out: list[str] = []
    for title in titles:
        plain = re.sub(r"[^\w.-]+", "_", title)
        name, number = plain, 2
        while name in out:
            name, number = f"{plain}_{number}", number + 1
        out.append(name)
    return out
