"""Small pictures of a dataset's photos, for HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st

from core.datasets import library
from core.images import resize
from dashboard.kit import gallery

SIDE = 96  # pixels

CSS = """
<style>
.tll-photos { display: flex; flex-wrap: wrap; gap: 6px; margin: .2rem 0 .8rem; }
.tll-photos img { width: 72px; height: 72px; border-radius: .5rem; object-fit: cover;
  display: block; }
.tll-photos figure { margin: 0; width: 72px; }
.tll-photos figure.pair { width: auto; padding: 5px; border-radius: .7rem;
  border: 1px solid var(--tll-line); }
.tll-photos figure.told { width: 100%; }
.tll-photos .told figcaption { max-width: none; white-space: normal; font-size: .9rem; }
.tll-photos .two { display: flex; gap: 3px; }
.tll-photos figcaption { font-size: .78rem; line-height: 1.3; color: var(--tll-quiet);
  max-width: 150px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tll-photos .pair figcaption { white-space: normal; overflow-wrap: anywhere; }
</style>
"""


@st.cache_data(max_entries=4000, show_spinner=False)
def url(dataset: str, index: int) -> str:
    """A photo of a dataset as a data URL, by its position."""
    return of_pixels(library.photo(dataset, index))


def of_pixels(pixels: np.ndarray) -> str:
    """A picture uint8 [h, w, 3] as a data URL of a small square."""
    return gallery.jpeg(resize(pixels[None], SIDE)[0], quality=82)


def jpeg(text: str) -> str:
    """A JPEG in base64 as a data URL."""
    return f"data:image/jpeg;base64,{text}"


def image(source: str, alt: str) -> str:
    said = escape(alt, quote=True)
    return f'<img src="{source}" alt="{said}" title="{said}">'


def row(figures: Sequence[str]) -> None:
    """Draw pictures (HTML of our own) one beside the other."""
    st.html(f'{CSS}<div class="tll-photos">{"".join(figures)}</div>')
