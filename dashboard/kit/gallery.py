"""Pictures in rows: each with words below it, framed by right and wrong, or there to be chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import numpy as np
import streamlit as st

from core import images, ramp
from core.datasets import library
from dashboard.components import pick

_CSS = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Picture:
    """One picture and what is said of it, in plain words."""

    source: str  # for its ``<img>``, as from `jpeg` and `png`
    alt: str  # in place of the picture; of one to choose, `label` is heard instead
    below: str = ""  # each line of it is one below the picture
    answer: str = ""  # stands before `below`, bold, in the colour of `right`
    right: bool | None = None
    above: str = ""
    hint: str = ""  # while the mouse rests on the picture
    beside: Picture | None = None  # another one in the same frame, over the same words
    id: str = ""  # what `choose` hears
    label: str = ""  # what choosing it means


def jpeg(pixels: np.ndarray, quality: int = 88) -> str:
    """Pixels uint8 [h, w] or [h, w, 3] for an ``<img>``: small, for photos."""
    return _encoded(_digest(pixels), quality, pixels)


def png(pixels: np.ndarray) -> str:
    """The same without loss: for pictures whose pixels are to be seen."""
    return _encoded(_digest(pixels), None, pixels)


def _digest(pixels: np.ndarray) -> str:
    return hashlib.blake2b(pixels.tobytes(), digest_size=16).hexdigest() + str(pixels.shape)


@st.cache_data(scope="session", max_size="2MB", show_spinner=False)
def _encoded(digest: str, quality: int | None, _pixels: np.ndarray) -> str:
    """A script runs again with every click, and shows the same pictures.  They go with the session:
    some are of a learner's own photos."""
    if quality is None:
        return ramp.source(images.to_text(_pixels))
    return f"data:image/jpeg;base64,{images.jpeg_text(_pixels, quality)}"


@st.cache_data(scope="session", max_size="4MB", show_spinner=False)
def photo(dataset: str, index: int, side: int = 0) -> str:
    """A dataset's photo by its position, for an ``<img>``: as it is kept, without loss, or its
    centre square, `side` pixels."""
    pixels = library.photo(dataset, index)
    return jpeg(images.resize(pixels[None], side)[0]) if side else png(pixels)


def marked(right: bool, answer: str = "") -> str:
    """An answer behind its mark."""
    return f"{'✓' if right else '✗'} {answer}".strip()


def across(count: int) -> str:
    """Columns: so many, however wide the page is."""
    return f"repeat({count}, minmax(0, 1fr))"


def at_least(pixels: int, few: str = "auto-fill") -> str:
    """Columns: as many of that width as fit, then wider until they fill the line.

    few: "auto-fit" where fewer pictures than would fit are to fill the line, too.
    """
    return f"repeat({few}, minmax({pixels}px, 1fr))"


def each(pixels: int) -> str:
    """Columns: as many of exactly that width as fit."""
    return f"repeat(auto-fill, {pixels}px)"


def rows(pictures: Sequence[Picture], columns: str, kind: str = "") -> None:
    """Draw pictures in columns.  kind: words of the stylesheet: "square", "pixels", "framed"."""
    st.html(_html(pictures, columns, kind))


def choose(
    pictures: Sequence[Picture],
    columns: str,
    key: str,
    on_pick: Callable[[str], None],
    chosen: str | None = None,
    kind: str = "",
) -> None:
    """Draw square pictures, each of which can be picked; `chosen`: see `pick.pick`."""
    drawn = _html(pictures, columns, f"square choice {kind}", chosen or "")
    pick.pick(drawn, key, on_pick, chosen=chosen)


def _html(pictures: Sequence[Picture], columns: str, kind: str, chosen: str = "") -> str:
    figures = "".join(_figure(one, one.id != "" and one.id == chosen) for one in pictures)
    return (
        f'<style>{_CSS}</style><div class="tll-gallery {kind}" style="--columns:{columns}">'
        f"{figures}</div>"
    )


def _figure(picture: Picture, chosen: bool) -> str:
    kind = "" if picture.right is None else "right" if picture.right else "wrong"
    label = escape(picture.label, quote=True)
    part = (
        f' data-pick="{escape(picture.id, quote=True)}" aria-label="{label}" title="{label}"'
        if picture.id
        else ""
    )
    above = f'<b class="above">{escape(picture.above)}</b>' if picture.above else ""
    answer = f"<b>{escape(picture.answer)}</b> " if picture.answer else ""
    words = answer + escape(picture.below).replace("\n", "<br>")
    below = f"<figcaption>{words}</figcaption>" if words else ""
    return (
        f'<figure class="{kind}{" chosen" if chosen else ""}"{part}>{above}{_image(picture)}'
        f"{below}</figure>"
    )


def _image(picture: Picture) -> str:
    alt, hint = escape(picture.alt, quote=True), escape(picture.hint, quote=True)
    title = f' title="{hint}"' if hint else ""
    image = f'<img src="{picture.source}" alt="{alt}"{title}>'
    if picture.beside is None:
        return image
    return f'<div class="pair">{image}{_image(picture.beside)}</div>'
