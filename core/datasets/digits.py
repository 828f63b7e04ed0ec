"""Digits: 1,797 handwritten numbers of 8x8 grey pixels, carried by scikit-learn.

Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository,
1998.  White strokes on black, as published; 50 of every number are set apart for the test.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.datasets import library
from core.datasets.carried import carried
from core.datasets.dataset import Arrays
from core.datasets.held_out import hold_out

_BRIGHTEST = 16  # the file counts pixels in 4x4 fields of the scan


def available() -> bool:
    return True  # comes with a package the program cannot run without


@lru_cache(maxsize=1)
def load() -> Arrays:
    """All images, uint8 [1797, 8, 8, 3].  Raises LabError when scikit-learn lacks its data."""
    table = np.loadtxt(carried("sklearn", "datasets", "data", "digits.csv.gz"), delimiter=",")
    grey = np.round(table[:, :-1] * (255 / _BRIGHTEST)).astype(np.uint8).reshape(-1, 8, 8, 1)
    entry = library.get("digits")
    return hold_out(np.repeat(grey, 3, axis=3), table[:, -1], entry.test_per_class)
