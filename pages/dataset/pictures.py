"""Small pictures of a dataset's photos."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.images import resize
from dashboard.kit import gallery

SIDE, SHOWN = 96, 72  # pixels a side, as sent and as shown


def url(dataset: str, index: int) -> str:
    """A photo of a dataset as a data URL, by its position."""
    return gallery.photo(dataset, index, SIDE)


def of_pixels(pixels: np.ndarray) -> str:
    """A picture uint8 [h, w, 3] as a data URL of a small square."""
    return gallery.jpeg(resize(pixels[None], SIDE)[0])


def picture(source: str, name: str, below: str = "") -> gallery.Picture:
    """A photo that says its file's name to everybody."""
    return gallery.Picture(source, name, below, hint=name)


def row(pictures: Sequence[gallery.Picture]) -> None:
    """Draw photos one beside the other."""
    gallery.rows(pictures, gallery.each(SHOWN), "square")
