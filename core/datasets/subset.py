"""A class-balanced choice of images, split into train, validation and test (light).

Every class has its own shuffled order, drawn from the seed alone: 100 images per class contain the
50 of the same seed, and what one class shows does not depend on which others were chosen.
Training images are taken from the front of that order, validation images from its end, test images
from the dataset's test part, so the three can never share an image.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.datasets import grouped, library
from core.datasets.dataset import Arrays, Dataset
from core.messages import LabError, Message

_TRAIN, _TEST = 0, 1


@dataclass(frozen=True)
class Split:
    """Some images of a dataset, interleaved by class (first one of each class, then the second).

    ``index`` int64 [n] is the position in the whole dataset, ``labels`` int64 [n] counts
    0..k-1 in the order of the chosen classes.
    """

    source: np.ndarray
    index: np.ndarray
    labels: np.ndarray
    fingerprint: str  # of the images and labels; the same images in the same order share it

    @cached_property
    def images(self) -> np.ndarray:
        """uint8 [n, h, w, 3], read from the disk when first asked for."""
        return np.asarray(self.source[self.index])

    def mirrored(self) -> Split:
        """The same photos, left and right exchanged."""
        fingerprint = hashlib.sha256(f"mirrored {self.fingerprint}".encode()).hexdigest()
        order = np.arange(len(self.index))
        return Split(self.images[:, :, ::-1], order, self.labels, fingerprint)

    def __len__(self) -> int:
        return len(self.index)


@dataclass(frozen=True)
class Subset:
    """What a recipe trains and is tested on."""

    dataset: str
    class_names: tuple[str, ...]
    train: Split
    val: Split
    test: Split


def make_subset(
    dataset: str,
    classes: Sequence[str],
    per_class: int,
    val_per_class: int,
    test_per_class: int,
    seed: int,
) -> Subset:
    """Choose images of `classes` (all of the dataset when empty), the same for the same seed.

    Raises LabError for an unknown class, a number that is no count, too few images in a class, or
    a dataset that is not on this computer.
    """
    entry = library.get(dataset)
    names = tuple(classes) or entry.classes
    _check(entry, names, per_class, val_per_class, test_per_class)
    arrays = library.load(dataset)
    chosen = [
        _of_class(arrays, entry, name, (per_class, val_per_class, test_per_class), seed)
        for name in names
    ]
    train, val, test = (_split(arrays, part) for part in zip(*chosen, strict=True))
    return Subset(dataset, names, train, val, test)


def _check(entry: Dataset, names: Sequence[str], *counts: int) -> None:
    """Raise LabError for what no photos are needed to see."""
    entry.check(names)
    if min(counts) < 1:
        train, val, test = counts
        raise LabError(
            "Training, validation and test each need at least one image per class; "
            "{train}, {val} and {test} were asked for.",
            train=train,
            val=val,
            test=test,
        )


def _of_class(
    arrays: Arrays, entry: Dataset, name: str, counts: tuple[int, int, int], seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The positions of one class for training, validation and test."""
    number = entry.classes.index(name)
    title, (train, val, test) = entry.class_titles[number], counts
    pool = _order(arrays, number, _TRAIN, seed)
    if train + val > len(pool):
        raise LabError(
            "“{name}” has {available} images outside the test part; {train} to train and "
            "{val} to validate were asked for. Ask for fewer.",
            name=title,
            available=len(pool),
            train=train,
            val=val,
        )
    exam = _order(arrays, number, _TEST, seed)
    if test > len(exam):
        raise LabError(
            "“{name}” has {available} test images; {test} were asked for. Ask for fewer.",
            name=title,
            available=len(exam),
            test=test,
        )
    return *_cut(arrays, pool, train, val, title), exam[:test]


def _order(arrays: Arrays, label: int, part: int, seed: int) -> np.ndarray:
    """Every position of a class in one part of the dataset, shuffled for this seed."""
    bounds = slice(0, arrays.train) if part == _TRAIN else slice(arrays.train, None)
    start = bounds.start or 0
    rng = np.random.default_rng([seed, part, label])
    if arrays.groups is not None:
        return grouped.order(arrays.labels[bounds], arrays.groups[bounds], label, rng) + start
    return rng.permutation(np.flatnonzero(arrays.labels[bounds] == label) + start)


def _cut(
    arrays: Arrays, pool: np.ndarray, train: int, val: int, title: Message
) -> tuple[np.ndarray, np.ndarray]:
    """Training photos from the front of the pool, validation photos from its end."""
    if arrays.groups is None:
        return pool[:train], pool[-val:]
    parts = grouped.cut(pool, arrays.groups[pool], train, val)
    if parts is None:
        raise LabError(
            "“{name}” has photos that look nearly the same and must stay in one part: "
            "{train} to train and {val} to validate do not come out. Ask for fewer.",
            name=title,
            train=train,
            val=val,
        )
    return parts


def _split(arrays: Arrays, per_class: Sequence[np.ndarray]) -> Split:
    index = np.stack(per_class, axis=1).reshape(-1).astype(np.int64)
    labels = np.tile(np.arange(len(per_class), dtype=np.int64), len(per_class[0]))
    digest = hashlib.sha256(arrays.digest.encode())
    digest.update(index.tobytes())
    digest.update(labels.tobytes())
    return Split(arrays.images, index, labels, digest.hexdigest())
