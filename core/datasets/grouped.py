"""Splits that keep photos together which look nearly the same (light).

A photo and its near-duplicate on two sides of a split make the test an easy one: the answer was
seen in training.  Such photos share a group, and a group stays on one side.
"""

from __future__ import annotations

import numpy as np


def order(
    labels: np.ndarray, groups: np.ndarray, label: int, rng: np.random.Generator
) -> np.ndarray:
    """Every position of a class, shuffled group by group, int64 [n].

    labels, groups: int [N].  Groups with photos in other classes as well come first: where training
    photos are taken from, so that such a group is never on two sides.
    """
    found = np.flatnonzero(labels == label)
    elsewhere = np.unique(groups[labels != label])
    names, first = np.unique(groups[found], return_index=True)
    names = rng.permutation(names[np.argsort(first)])
    names = np.concatenate([names[np.isin(names, elsewhere)], names[~np.isin(names, elsewhere)]])
    place = {int(name): rank for rank, name in enumerate(names)}
    rank = np.array([place[int(name)] for name in groups[found]], np.int64)
    return found[np.argsort(rank, kind="stable")]


def cut(
    pool: np.ndarray, groups: np.ndarray, train: int, val: int
) -> tuple[np.ndarray, np.ndarray] | None:
    """`train` positions from the front and `val` from the end of a pool that `order` made.

    groups: int [len(pool)].  Validation takes whole groups where they fit; of the one that must be
    divided the rest is left out.  None when that leaves too few to train with.
    """
    blocks = np.split(np.arange(len(pool)), np.flatnonzero(np.diff(groups)) + 1)
    taken: list[np.ndarray] = []
    left, wanted = [], val
    for block in reversed(blocks):
        if len(block) <= wanted:
            taken.append(block)
            wanted -= len(block)
        else:
            left.append(block)
    if wanted:
        divided = min(left, key=len)
        taken.append(divided[:wanted])
        left = [block for block in left if block is not divided]
    rest = np.sort(np.concatenate([np.empty(0, np.int64), *left]))
    if len(rest) < train:
        return None
    return pool[rest[:train]], pool[np.sort(np.concatenate(taken))]


def largest(labels: np.ndarray, groups: np.ndarray, label: int) -> int:
    """How many photos of a class are in its largest group."""
    return int(np.unique(groups[labels == label], return_counts=True)[1].max(initial=0))


def divided(labels: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Groups that hold more than a quarter of a class, cut into blocks of a tenth of it, as the
    photos were taken; int64 [N], and the classes for which that was needed.

    A recording of a webcam is one long chain of near-duplicates.  It could not be split at all.
    """
    out = groups.astype(np.int64)
    classes = []
    following = int(out.max(initial=0)) + 1
    for label in np.unique(labels):
        count = int(np.count_nonzero(labels == label))
        for name in np.unique(groups[labels == label]):
            members = np.flatnonzero((labels == label) & (groups == name))
            if len(members) <= max(2, count // 4):
                continue
            for block in range(0, len(members), max(1, count // 10)):
                out[members[block : block + max(1, count // 10)]] = following
                following += 1
            classes.append(int(label))
    return out, sorted(set(classes))
