"""Does the label stay true?  Handwritten digits, turned or mirrored, and read again (light).

The reader is the simplest there is: it answers with the label of the nearest upright training
digit (1-NN on pixels), so the answer can be checked by looking.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.datasets import library
from core.datasets.dataset import Arrays
from core.experiments.moved import move, one

SIDE = 24  # pixels a side: three times the digits' own, so that turning keeps their shape


@dataclass(frozen=True)
class Reading:
    """Test digits after a movement: `pixels` uint8 [n, SIDE, SIDE], white on black, what they were
    written as and what the reader calls them, int64 [n]."""

    pixels: np.ndarray
    true: np.ndarray
    said: np.ndarray

    def share(self, written: int, called: int) -> tuple[int, int]:
        """How many of the digits written as one number are called another, and of how many."""
        these = self.true == written
        return int((self.said[these] == called).sum()), int(these.sum())

    def still_right(self, written: int) -> tuple[int, int]:
        return self.share(written, written)


@lru_cache(maxsize=64)
def read(degrees: float, mirrored: bool = False) -> Reading:
    """Every test digit turned counter-clockwise and mirrored left-right, and what it is called."""
    data: Arrays = library.load("digits")
    grey, labels = data.images[..., 0], data.labels  # the three channels are equal
    larger = SIDE // grey.shape[1]
    still = grey[data.train :].repeat(larger, 1).repeat(larger, 2)
    transform = one(SIDE, flip=mirrored, angle=np.deg2rad(degrees))
    # one picture with a channel for each digit: they all move alike
    pixels = move(still.transpose(1, 2, 0), transform)[0].transpose(2, 0, 1)
    # the reader knows digits at their own size: fields averaged
    fields = pixels.reshape(len(pixels), SIDE // larger, larger, SIDE // larger, larger)
    moved = fields.mean((2, 4)).reshape(len(pixels), -1)
    known = grey[: data.train].reshape(data.train, -1).astype(np.float64)
    # |a - b|² without |a|², which is the same for every known digit
    distance = (known**2).sum(1) - 2 * moved @ known.T
    return Reading(pixels, labels[data.train :], labels[distance.argmin(1)])
