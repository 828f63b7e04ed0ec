"""Pixels divided by 255 for a network that was trained with others."""

from __future__ import annotations

import numpy as np

from core.messages import msg
from core.transfer.mistakes.mistake import Mistake
from core.zoo import catalog

# Pixels that make a network's own preprocessing give x / 255: p = offset + slope * x.
_DIVIDED = {
    "lite": (127.0, 128 / 255),  # (p - 127) / 128
    "symmetric": (127.5, 0.5),  # p / 127.5 - 1
}


def divided(pixels: np.ndarray, backbone: str) -> np.ndarray:
    """Photos uint8 [n, h, w, 3] so that the network sees x / 255 instead of what it was trained
    with (to half a grey level)."""
    offset, slope = _DIVIDED[catalog.get(backbone).preprocessing]
    table = np.rint(offset + slope * np.arange(256)).astype(np.uint8)
    return np.asarray(table[pixels])


MISTAKE = Mistake(
    "scaled",
    4,
    broken=lambda twin: twin.but(fault="scaled"),
    title=msg("divided by 255"),
    pixels=divided,
    possible=lambda backbone: catalog.get(backbone).preprocessing in _DIVIDED,
)
