"""Collected photos become a dataset: labels, groups of look-alikes, the test part (light)."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from core.datasets import alike, grouped, stored
from core.datasets.collected import Collected, Photo
from core.datasets.held_out import test_part
from core.jobs.steps import Document
from core.messages import LabError, Message, msg

GROUPS = "groups.npy"
FEWEST = 8  # photos of a class
TEST_SHARE = 0.25


def arrange(place: Path, found: Collected, seed: int) -> Document:
    """Write images, labels and groups into a folder; what the document says of them.

    Raises LabError when there are too few classes or photos for a dataset.
    """
    titles = [name for name in found.names if name in {photo.name for photo in found.photos}]
    labels = np.array([titles.index(photo.name) for photo in found.photos], np.int64)
    counts = np.bincount(labels, minlength=len(titles)).tolist()
    _check(titles, counts, found)
    near = alike.pairs([photo.looks for photo in found.photos])
    together, recorded = grouped.divided(labels, alike.groups(len(labels), near))
    test = test_part(labels, together, TEST_SHARE, seed)
    order = np.concatenate([np.flatnonzero(~test), np.flatnonzero(test)])
    position = np.argsort(order)
    train = int(np.count_nonzero(~test))
    stored.write(
        place,
        found.pixels(),
        labels[order],
        train,
        "own photos",
        np.array([found.photos[at].row for at in order], np.int64),
    )
    np.save(place / GROUPS, together[order])
    photos = [found.photos[at] for at in order]
    labels, together = labels[order], together[order]
    in_train = np.bincount(labels[:train], minlength=len(titles))
    spare = [
        max(0, grouped.largest(labels[:train], together[:train], label) - 1)
        for label in range(len(titles))
    ]
    naive = _naive(found.photos, labels[position], seed)
    return {
        "classes": _ids(titles),
        "class_titles": titles,
        "counts": counts,
        "test_counts": np.bincount(labels[train:], minlength=len(titles)).tolist(),
        "train_per_class": int(min(in_train - spare)),
        "test_per_class": int(np.bincount(labels[train:], minlength=len(titles)).min()),
        "train": train,
        "labels": labels.tolist(),
        "names": [photo.file for photo in photos],
        "sizes": [list(photo.size) for photo in photos],
        "grey": [at for at, photo in enumerate(photos) if photo.grey],
        "broken": found.broken,
        "copies": found.copies(position),
        "conflicts": found.conflicts,
        "pairs": [[int(position[one]), int(position[other])] for one, other in near],
        "naive": [bool(naive[one] != naive[other]) for one, other in near],
        "recorded": recorded,
    }


def _naive(photos: list[Photo], labels: np.ndarray, seed: int) -> np.ndarray:
    """The test part as a split that looks at nothing draws it, bool [N]: for comparison."""
    return test_part(labels, np.arange(len(photos)), TEST_SHARE, seed)


def _check(titles: list[str], counts: list[int], found: Collected) -> None:
    if len(titles) < 2:
        if found.broken:
            raise LabError(
                msg(
                    "Fewer than two classes have photos that can be used; {broken:# file|# "
                    "files} could not be read, for example: {reason}",
                    broken=len(found.broken),
                    reason=Message.from_json(found.broken[0]["reason"]),
                )
            )
        raise LabError(
            msg(
                "There is only one class with photos. To tell things apart takes at least two: "
                "one folder for each."
            )
        )
    for title, count in zip(titles, counts, strict=True):
        if count < FEWEST:
            raise LabError(
                msg(
                    "“{name}” has {count:# photo|# photos} that can be used; at least {least} "
                    "of each class are needed, and 100 are much better. Add photos or leave "
                    "the class out.",
                    name=title,
                    count=count,
                    least=FEWEST,
                )
            )


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
