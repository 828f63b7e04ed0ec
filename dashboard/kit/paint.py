"""Painting over a picture: with a brush, or as a rectangle whose edges are sliders, which needs no
pointer."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image, ImageColor

from dashboard.components import canvas
from dashboard.kit import choice
from dashboard.shell.language import _

HAND, RECTANGLE = "hand", "rectangle"
MIDDLE = (35, 65)  # percent: where a rectangle is at first


def over(
    name: str,
    of: str,
    picture: np.ndarray,
    label: str,
    colour: str,
    brushes: tuple[int, int, int],
) -> np.ndarray | None:
    """What is painted over a picture uint8 [h, w, 3]: RGBA [h, w, 4], None while nothing is.

    of: tells pictures apart, so that each keeps its own strokes.  label: says what is to be
    painted.  colour: with or without its opacity.  brushes: the smallest, the largest, the first.
    """
    ways = {HAND: _("With a brush"), RECTANGLE: _("A rectangle")}
    if choice.one(_("How to paint"), ways, f"{name}_paint_way") == RECTANGLE:
        return _rectangle(name, picture, colour)
    low, high, first = brushes
    brush = st.slider(_("Brush, in pixels"), low, high, first, 4, key=f"{name}_brush")
    height, width = picture.shape[:2]
    with st.container(key=f"{name}_canvas"):
        return canvas.painted(
            f"{name}_{of}",
            (width, height),
            label,
            background=picture,
            brush=brush,
            colour=colour,
        )


def _rectangle(name: str, picture: np.ndarray, colour: str) -> np.ndarray:
    across = st.slider(
        _("From left to right, in percent"), 0, 100, MIDDLE, key=f"{name}_rectangle_across"
    )
    down = st.slider(
        _("From top to bottom, in percent"), 0, 100, MIDDLE, key=f"{name}_rectangle_down"
    )
    painted = filled(picture.shape[:2], across, down, colour)
    seen = Image.fromarray(picture).convert("RGBA")
    seen.alpha_composite(Image.fromarray(painted, "RGBA"))
    st.image(
        seen.convert("RGB"),
        alt=_(
            "The picture with a rectangle from {left}% to {right}% across and from {top}% to "
            "{bottom}% down",
            left=across[0],
            right=across[1],
            top=down[0],
            bottom=down[1],
        ),
    )
    return painted


def filled(
    shape: tuple[int, int], across: tuple[int, int], down: tuple[int, int], colour: str
) -> np.ndarray:
    """A rectangle of percents in a picture [h, w] as it would be painted: RGBA [h, w, 4]."""
    painted = np.zeros((*shape, 4), np.uint8)
    (top, bottom), (left, right) = (
        [round(end * length / 100) for end in ends]
        for ends, length in zip((down, across), shape, strict=True)
    )
    painted[top:bottom, left:right] = ImageColor.getcolor(colour, "RGBA")
    return painted
