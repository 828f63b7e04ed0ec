"""From a position in a feature map to the piece of the photo that it sees (light)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels; right and bottom outside


def box(field: Mapping[str, Any], peak: Sequence[int], size: int) -> Box:
    """The receptive field (`receptive.Field.to_json`) of a position [row, column], within a view
    of `size` pixels a side."""
    if field["whole"]:
        return 0, 0, size, size
    top, left = (field["start"] + place * field["stride"] for place in peak)
    bottom, right = top + field["size"], left + field["size"]
    return max(left, 0), max(top, 0), min(right, size), min(bottom, size)
