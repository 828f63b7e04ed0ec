"""Faces: 100 faces and 100 pieces of background, 25x25 grey pixels, carried by scikit-image.

A selection from Huang, Ramesh, Berg and Learned-Miller, "Labeled Faces in the Wild", 2007.
30 of either kind are set apart for the test.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.datasets import library
from core.datasets.carried import carried
from core.datasets.dataset import Arrays
from core.datasets.held_out import hold_out


def available() -> bool:
    return True  # comes with a package the program cannot run without


@lru_cache(maxsize=1)
def load() -> Arrays:
    """All images, uint8 [200, 25, 25, 3].  Raises LabError when scikit-image lacks its data."""
    unit = np.load(carried("skimage", "data", "lfw_subset.npy"))  # float 0..1, faces first
    grey = np.round(unit * 255).astype(np.uint8)[..., None]
    labels = np.repeat([0, 1], len(grey) // 2)
    entry = library.get("faces")
    return hold_out(np.repeat(grey, 3, axis=3), labels, entry.test_per_class)
