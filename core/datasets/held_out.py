"""A fixed test part for image sets that were published without one (light)."""

from __future__ import annotations

import hashlib

import numpy as np

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
