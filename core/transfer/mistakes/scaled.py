"""Pixels divided by 255 for a network that was trained with others."""

from __future__ import annotations

import numpy as np

from core.messages import msg
from core.transfer.mistakes.mistake import Mistake

# Pixels that make a network's own preprocessing give x / 255: p = offset + slope * x.
_DIVIDED = {
    "efficientnet_lite0": (127.0, 128 / 255),  # (p - 127) / 128
    "mobilenet_v2_dogs": (127.5, 0.5),  # p / 127.5 - 1
    "mobilenet_v2": (127.5, 0.5),
    "inception_v3": (127.5, 0.5),
    "xception": (127.5, 0.5),
}


def divided(pixels: np.ndarray, backbone: str) -> np.ndarray:
    """Photos uint8 [n, h, w, 3] so that the network sees x / 255 instead of what it was trained
    with (to half a grey level)."""
    offset, slope = _DIVIDED[backbone]
    table = np.rint(offset + slope * np.arange(256)).astype(np.uint8)
    return np.asarray(table[pixels])


MISTAKE = Mistake(
    "scaled",
    4,
    broken=lambda twin: twin.but(fault="scaled"),
    title=msg("divided by 255"),
    pixels=divided,
    possible=_DIVIDED.__contains__,
)
