"""From a position in a feature map to the piece of the photo that it sees (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

DIM = 0.45  # brightness of what is not seen

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels; right and bottom outside


def box(field: Mapping[str, Any], peak: Sequence[int], size: int) -> Box:
    """The receptive field (`receptive.Field.to_json`) of a position [row, column], within a view
    of `size` pixels a side."""
    if field["whole"]:
        return 0, 0, size, size
    top, left = (field["start"] + place * field["stride"] for place in peak)
    bottom, right = top + field["size"], left + field["size"]
    return max(left, 0), max(top, 0), min(right, size), min(bottom, size)


def lit(view: np.ndarray, seen: Box, colour: str) -> np.ndarray:
    """A view uint8 [h, w, 3] with all but the box `seen` dimmed, its edge in `colour` (#rrggbb)."""
    left, top, right, bottom = seen
    out = (view * np.float32(DIM)).astype(np.uint8)
    out[top:bottom, left:right] = view[top:bottom, left:right]
    wide = max(1, view.shape[0] // 100)
    ink = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    inner = np.zeros(view.shape[:2], bool)
    inner[top + wide : bottom - wide, left + wide : right - wide] = True
    edge = np.zeros(view.shape[:2], bool)
    edge[top:bottom, left:right] = True
    out[edge & ~inner] = ink
    return out
