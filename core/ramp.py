"""One ramp from cold to warm for every heat map and feature map (light).

It runs from dark violet over orange to pale yellow, so that lightness alone tells it, on a light
page and on a dark one.
"""

from __future__ import annotations

import base64
import io
from functools import lru_cache

import numpy as np
from PIL import Image

_AT = np.array([0.0, 0.35, 0.7, 1.0])
_RAMP = np.array([[30, 12, 60], [138, 40, 110], [240, 120, 40], [255, 245, 170]])


def coloured(values: np.ndarray) -> np.ndarray:
    """Numbers 0..1 [...] as colours uint8 [..., 3]."""
    colours = np.stack([np.interp(values, _AT, channel) for channel in _RAMP.T], -1)
    return colours.round().astype(np.uint8)


def source(picture: str) -> str:
    """A PNG in base64 as it stands in an ``<img>``."""
    return f"data:image/png;base64,{picture}"


@lru_cache(maxsize=2048)
def tinted(grey: str) -> str:
    """A grey PNG in base64 (`core.imagine.activations`) in the ramp's colours, for an ``<img>``."""
    image = Image.open(io.BytesIO(base64.b64decode(grey))).convert("L")
    image.putpalette(coloured(np.arange(256) / 255).tobytes())
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return source(base64.b64encode(buffer.getvalue()).decode())
