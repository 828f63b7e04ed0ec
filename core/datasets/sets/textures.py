"""Textures: pieces of 32x32 grey pixels of a brick wall, a lawn and gravel (scikit-image).

Three photos, cut into pieces that do not overlap: training pieces come from the left half of each
photo, test pieces from the right half.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

from core.datasets.carried import carried
from core.datasets.dataset import Arrays, Dataset
from core.messages import msg


@lru_cache(maxsize=1)
def load() -> Arrays:
    """All pieces, uint8 [768, 32, 32, 3].  Raises LabError when scikit-image lacks its data."""
    halves: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for name in SET.classes:
        with Image.open(carried("skimage", "data", f"{name}.png")) as file:
            grey = np.asarray(file.convert("L"))
        for half, pixels in zip(halves, np.split(grey, 2, axis=1), strict=True):
            half.append(_pieces(pixels, SET.image_size))
    images = np.concatenate([*halves[0], *halves[1]])
    each = len(SET.classes)
    labels = np.tile(np.repeat(np.arange(each), len(halves[0][0])), 2).astype(np.int64)
    return Arrays.of(np.repeat(images[..., None], 3, axis=3), labels, len(images) // 2)


def _pieces(grey: np.ndarray, side: int) -> np.ndarray:
    """Squares [n, side, side] of a picture [h, w], row by row; a rest at the edge is left out."""
    rows, columns = grey.shape[0] // side, grey.shape[1] // side
    cut = grey[: rows * side, : columns * side].reshape(rows, side, columns, side)
    return cut.swapaxes(1, 2).reshape(-1, side, side)


SET = Dataset(
    id="textures",
    title=msg("Textures: brick, grass, gravel"),
    classes=("brick", "grass", "gravel"),
    class_titles=(msg("brick"), msg("grass"), msg("gravel")),
    image_size=32,
    train_per_class=128,
    test_per_class=128,
    similarity=msg("in between: grey close-ups of surfaces, without any object"),
    citation="van der Walt et al., scikit-image: image processing in Python, 2014",
    url="https://scikit-image.org/docs/stable/api/skimage.data.html",
    licence="CC0",
    near="medium",
    published=("DTD",),
    place=4,
    load=load,
)
