"""Small pictures of a dataset's photos."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.datasets import library
from core.images import resize
from dashboard.kit import gallery

SIDE, SHOWN = 96, 72  # pixels a side, as sent and as shown
LARGE = 256  # of one that is to be judged


@st.cache_data(scope="session", max_size="8MB", show_spinner=False)
def url(dataset: str, index: int) -> str:
    """A photo of a dataset as a data URL, by its position."""
    return of_pixels(library.photo(dataset, index))


@st.cache_data(scope="session", max_size="2MB", show_spinner=False)
def large(dataset: str, index: int) -> str:
    """The same, as large as it is kept."""
    return of_pixels(library.photo(dataset, index), LARGE)


def of_pixels(pixels: np.ndarray, side: int = SIDE) -> str:
    """A picture uint8 [h, w, 3] as a data URL of a small square."""
    return gallery.jpeg(resize(pixels[None], side)[0], quality=82)


def picture(source: str, name: str, below: str = "") -> gallery.Picture:
    """A photo that says its file's name to everybody."""
    return gallery.Picture(source, name, below, hint=name)


def row(pictures: Sequence[gallery.Picture]) -> None:
    """Draw photos one beside the other."""
    gallery.rows(pictures, gallery.each(SHOWN), "square")
