"""Photos with something drawn into them that has nothing to do with what they show (light).

A mark has a colour for each class.  Where it goes with the class in training, it is a shortcut: it
can be learned in place of the thing itself.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.messages import Message, msg

SPOT, FRAME, TINT = (
    0.375,
    0.125,
    0.35,
)  # side of a spot, width of a frame (of the photo's); strength


@dataclass(frozen=True)
class Mark:
    """One kind: `area` of a side in pixels, bool [side, side]; `strength`, how much of the colour
    replaces the photo's own there (1 covers it)."""

    title: Message
    area: Callable[[int], np.ndarray]
    strength: float = 1.0

    @property
    def everywhere(self) -> bool:
        """Whether it leaves no place of the photo as it was."""
        return bool(self.area(8).all())


def _spot(side: int) -> np.ndarray:
    area = np.zeros((side, side), bool)
    width = max(1, round(side * SPOT))
    area[-width:, -width:] = True
    return area


def _frame(side: int) -> np.ndarray:
    area = np.ones((side, side), bool)
    width = max(1, round(side * FRAME))
    area[width:-width, width:-width] = False
    return area


MARKS = {
    "spot": Mark(msg("a spot in the corner"), _spot),
    "tint": Mark(msg("a tint"), lambda side: np.ones((side, side), bool), TINT),
    "frame": Mark(msg("a frame"), _frame),
}


def colours(classes: int) -> np.ndarray:
    """The colours of the marks, uint8 [classes, 3]: hues equally far from each other."""
    hues = (colorsys.hsv_to_rgb(number / classes, 0.85, 0.95) for number in range(classes))
    return np.asarray(np.rint(np.array(list(hues)) * 255), np.uint8)


def marked(photos: np.ndarray, kind: str, numbers: np.ndarray, classes: int) -> np.ndarray:
    """Square photos uint8 [n, side, side, 3], each with the mark of class `numbers` int [n]."""
    mark, known = MARKS[kind], colours(classes)
    share = mark.strength * mark.area(photos.shape[1])[..., None]
    out = np.empty_like(photos)
    for place, (photo, number) in enumerate(zip(photos, numbers, strict=True)):
        out[place] = np.rint(photo * (1 - share) + known[number] * share)
    return out
