"""The drawing canvas: the one place that knows the library behind it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from core.images import MOST_PIXELS
from dashboard.components.component import component

_fitted = component("canvas")
_KEPT = "drawings"  # session: key -> the strokes, so that they outlive a page switch


def painted(
    key: str,
    size: tuple[int, int],
    label: str,
    background: np.ndarray | None = None,
    brush: int = 24,
    colour: str = "#000000",
    ground: str = "",
) -> np.ndarray | None:
    """What a person has painted: uint8 RGBA [height, width, 4], transparent where nothing is.

    size: width and height; a narrow place shows it smaller.  label: what is drawn here, for those
    who do not see it.  background: uint8 [h, w, 3] shown beneath, not part of what comes back.
    ground: a colour that is part of it.  None until the first stroke.
    """
    from streamlit_drawable_canvas import st_canvas  # registers itself with the running server

    kept = st.session_state.setdefault(_KEPT, {})
    start = f"{key}_start"
    if not st.session_state.get(start):
        # what is given back at the start must not change while it is drawn on
        st.session_state[start] = {"drawing": kept.get(key)}
    place = f"drawn_on_{key}"
    with st.container(key=place):
        drawn: Any = st_canvas(
            stroke_width=brush,
            stroke_color=colour,
            background_color=ground,
            background_image=None if background is None else Image.fromarray(background),
            background_image_fit="contain",
            width=size[0],
            height=size[1],
            drawing_mode="freedraw",
            initial_drawing=st.session_state[start]["drawing"],
            return_image_data=True,
            key=key,
        )
    _fitted(key=f"{place}_name", data={"place": place, "label": label, "size": size}, height=1)
    if drawn.json_data is None or not drawn.json_data.get("objects"):
        return None
    kept[key] = drawn.json_data
    return pixels(_sent(drawn), size)


def _sent(drawn: Any) -> bytes:
    """The picture as the browser has sent it: anything, where it is no browser."""
    try:
        return drawn.image_bytes or b""
    except (ValueError, AttributeError):
        return b""


def pixels(data: bytes, size: tuple[int, int]) -> np.ndarray | None:
    """A painting uint8 RGBA [height, width, 4] of a size, from the bytes of a PNG; None for what is
    none.  (The library's own reader takes every kind and size of file that Pillow knows.)"""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            painted = image.convert("RGBA")
    except Exception:  # Pillow's decoders raise whatever their formats make them
        return None
    return np.array(painted if painted.size == size else painted.resize(size))
