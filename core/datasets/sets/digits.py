"""Digits: 1,797 handwritten numbers of 8x8 grey pixels, carried by scikit-learn.

Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository,
1998.  White strokes on black, as published; 50 of every number are set apart for the test.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from core.datasets.carried import carried
from core.datasets.dataset import Arrays, Dataset
from core.datasets.held_out import hold_out
from core.messages import msg

_BRIGHTEST = 16  # the file counts pixels in 4x4 fields of the scan


@lru_cache(maxsize=1)
def load() -> Arrays:
    """All images, uint8 [1797, 8, 8, 3].  Raises LabError when scikit-learn lacks its data."""
    table = np.loadtxt(carried("sklearn", "datasets", "data", "digits.csv.gz"), delimiter=",")
    grey = np.round(table[:, :-1] * (255 / _BRIGHTEST)).astype(np.uint8).reshape(-1, 8, 8, 1)
    return hold_out(np.repeat(grey, 3, axis=3), table[:, -1], SET.test_per_class)


SET = Dataset(
    id="digits",
    title=msg("Digits: handwritten"),
    classes=tuple("0123456789"),
    class_titles=(
        *(msg("zero"), msg("one"), msg("two"), msg("three"), msg("four")),
        *(msg("five"), msg("six"), msg("seven"), msg("eight"), msg("nine")),
    ),
    image_size=8,
    train_per_class=124,
    test_per_class=50,
    similarity=msg("far from ImageNet: grey pen strokes, no photos at all"),
    citation="Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, "
    "UCI Machine Learning Repository, 1998",
    url="https://archive.ics.uci.edu/dataset/80",
    licence="CC BY 4.0",
    near="low",
    published=("SVHN",),
    place=2,
    load=load,
)
