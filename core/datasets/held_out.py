"""A fixed test part for image sets that were published without one (light)."""

from __future__ import annotations

import hashlib

import numpy as np

from core.datasets.grouped import order
from core.datasets.provider import Arrays


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
    images, labels = images[order], labels[order]
    for array in (images, labels):
        array.flags.writeable = False
    digest = hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()
    return Arrays(images, labels, int(np.count_nonzero(~test)), digest)


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
