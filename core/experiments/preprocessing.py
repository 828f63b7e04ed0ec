"""What networks do to pixels first, and what a mere division by 255 looks like to them (light).

The constants are those of `core/zoo/preprocess.py`, which imports Keras; a test compares the two.
"""

from __future__ import annotations

import numpy as np

MEAN = np.array((123.68, 116.779, 103.939), np.float32)  # ImageNet's mean red, green and blue


def prepare(photo: np.ndarray, kind: str) -> np.ndarray:
    """Pixels RGB 0..255 [h, w, 3] as a network of this `preprocessing` wants them: float32."""
    pixels = photo.astype(np.float32)
    if kind == "caffe":
        return (pixels - MEAN)[..., ::-1]
    return pixels / 127.5 - 1 if kind == "symmetric" else (pixels - 127) / 128


def seen_as(photo: np.ndarray, kind: str) -> np.ndarray:
    """The photo that would have led to the same numbers as ``photo / 255``: uint8 [h, w, 3].

    A network that gets ``photo / 255`` in place of its own preprocessing takes it for this.
    """
    given = photo.astype(np.float32) / 255
    if kind == "caffe":
        pixels = given[..., ::-1] + MEAN
    else:
        pixels = (given + 1) * 127.5 if kind == "symmetric" else given * 128 + 127
    return pixels.round().clip(0, 255).astype(np.uint8)
