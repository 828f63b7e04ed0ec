"""Small pictures in a row, each with a line below it."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st
from PIL import Image

_CSS = """
.tll-row { display: grid; gap: .5rem;
  grid-template-columns: repeat(var(--across), minmax(0, 1fr)); }
.tll-row figure { margin: 0; }
.tll-row img { display: block; width: 100%; border-radius: .45rem; }
.tll-row .sharp img { image-rendering: pixelated; }
.tll-row figcaption { font-size: .85rem; line-height: 1.45; color: var(--tll-quiet);
  font-variant-numeric: tabular-nums; }
.tll-row .right figcaption { color: var(--tll-right); font-weight: 600; }
.tll-row .wrong figcaption { color: var(--tll-wrong); font-weight: 600; }
"""


def figure(pixels: np.ndarray, words: str, alt: str, sharp: bool = False, kind: str = "") -> str:
    """One picture uint8 [h, w] or [h, w, 3] as HTML; `words` below it, `alt` in place of it.

    sharp: kept lossless, its pixels shown as squares.  kind: "right" or "wrong" colours the words.
    """
    classes = f"{kind} {'sharp' if sharp else ''}".strip()
    below = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return (
        f'<figure class="{classes}"><img src="{_source(pixels, sharp)}" '
        f'alt="{escape(alt, quote=True)}">{below}</figure>'
    )


def row(figures: Sequence[str], across: int) -> None:
    """Draw pictures, `across` in a line."""
    st.html(
        f'<style>{_CSS}</style><div class="tll-row" style="--across:{across}">'
        f"{''.join(figures)}</div>"
    )


def _source(pixels: np.ndarray, sharp: bool) -> str:
    buffer = io.BytesIO()
    kind = "PNG" if sharp else "JPEG"
    Image.fromarray(pixels).save(buffer, kind, quality=88)
    return f"data:image/{kind.lower()};base64,{b64encode(buffer.getvalue()).decode()}"
