"""Augmentation as pictures (light): what `core.transfer.augment.warp` does, in NumPy.

The engine moves photos inside TensorFlow, which the web process never loads; a gallery that follows
a slider needs the same here.  `tests/oracles/test_moved_against_engine.py` compares the two.
"""

from __future__ import annotations

import numpy as np

from core.transfer import augment

FILLS = ("nearest", "reflect", "wrap", "constant")  # Keras' names; the engine uses the first
STILL = {"angle": 0.0, "down": 0.0, "right": 0.0, "shear": 0.0, "zoom_y": 1.0, "zoom_x": 1.0}


def one(size: int, *, flip: bool = False, **parts: float) -> np.ndarray:
    """A single transformation float32 [1, 8] from some of the parts of `augment.compose`."""
    given = {name: np.array([value]) for name, value in (STILL | parts).items()}
    return augment.compose(size, **given, flip=np.array([flip]))


def move(photo: np.ndarray, transforms: np.ndarray, fill: str = "nearest") -> np.ndarray:
    """A photo uint8 [h, w, c] under every transformation float32 [n, 8]: uint8 [n, h, w, c].

    Bilinear, as the engine.  fill: what is seen where the photo ends, one of `FILLS`.
    """
    height, width = photo.shape[:2]
    down, right = np.mgrid[:height, :width].astype(np.float64)
    places = np.stack([right.ravel(), down.ravel(), np.ones(right.size)])
    whole = np.concatenate([transforms, np.ones((len(transforms), 1))], 1).reshape(-1, 3, 3)
    from_right, from_down, _ = (whole @ places).transpose(1, 0, 2)
    values = _bilinear(photo.astype(np.float32), from_down, from_right, fill)
    return values.round().astype(np.uint8).reshape(len(transforms), *photo.shape)


def _bilinear(photo: np.ndarray, down: np.ndarray, right: np.ndarray, fill: str) -> np.ndarray:
    height, width = photo.shape[:2]
    top, left = np.floor(down).astype(int), np.floor(right).astype(int)
    total = np.zeros((*down.shape, photo.shape[2]), np.float32)
    for row, low in ((top, 1 - (down - top)), (top + 1, down - top)):
        for column, near in ((left, 1 - (right - left)), (left + 1, right - left)):
            share = low * near
            if fill == "constant":  # black outside
                inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
                share = share * inside
            picked = photo[_folded(row, height, fill), _folded(column, width, fill)]
            total += share[..., None].astype(np.float32) * picked
    return total


def _folded(place: np.ndarray, length: int, fill: str) -> np.ndarray:
    """Places outside 0..length-1 brought back inside: around, mirrored, or to the edge."""
    if fill == "wrap":
        return place % length
    if fill == "reflect":  # d c b a | a b c d | d c b a
        place = place % (2 * length)
        return np.where(place < length, place, 2 * length - 1 - place)
    return place.clip(0, length - 1)
