"""A fixed test part for image sets that were published without one (light)."""

from __future__ import annotations

import numpy as np

from core.datasets.dataset import Arrays
from core.datasets.grouped import order

FEWEST_TO_TRAIN, FEWEST_TO_TEST = 6, 2  # photos of a class in each part


def hold_out(images: np.ndarray, labels: np.ndarray, test_per_class: int) -> Arrays:
    """Set `test_per_class` images of every class apart, the same ones always.

    Takes uint8 [N, H, W, 3] and whole numbers [N]; the test part of what it returns is last.
    """
    labels = labels.astype(np.int64)
    test = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        order = np.random.default_rng(label).permutation(np.flatnonzero(labels == label))
        test[order[:test_per_class]] = True
    order = np.concatenate([np.flatnonzero(~test), np.flatnonzero(test)])
    return Arrays.of(images[order], labels[order], int(np.count_nonzero(~test)))


def test_part(labels: np.ndarray, groups: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Which photos, bool [N], become the test part: about `share` of every class, at least two.

    No group (int [N]) is divided, so a class may give a little more; groups that have photos in
    several classes are taken last.
    """
    test = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        wanted = max(2, round(share * np.count_nonzero(labels == label)))
        found = order(labels, groups, int(label), np.random.default_rng([seed, label]))[::-1]
        blocks = np.split(found, np.flatnonzero(np.diff(groups[found])) + 1)
        left = []
        for block in blocks:
            if len(block) <= wanted:
                test[block] = True
                wanted -= len(block)
            else:
                left.append(block)
        if wanted and left and len(blocks) > 1:
            test[min(left, key=len)] = True
    return test


def made_part(labels: np.ndarray, test: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, ...]:
    """Which photos, bool [N], are the test part that was made before, and which must be left out
    since they look like one of it.

    test: bool [N]; groups: int [N], one number for photos that look alike.  A class with too few
    photos on either side is not held to the split; none is where that leaves a class with too few
    in all.
    """
    used = set(np.unique(labels).tolist())
    while True:
        held = test & np.isin(labels, list(used))
        out = ~held & np.isin(groups, groups[held])
        pool = np.bincount(labels[~held & ~out], minlength=labels.max(initial=-1) + 1)
        exam = np.bincount(labels[held], minlength=len(pool))
        few = {at for at in used if pool[at] < FEWEST_TO_TRAIN or exam[at] < FEWEST_TO_TEST}
        if any(pool[at] < FEWEST_TO_TRAIN + FEWEST_TO_TEST for at in set(labels) - used):
            few = used
        if not few:
            return held, out
        used = used - few
