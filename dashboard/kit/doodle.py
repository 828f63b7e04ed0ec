"""A drawing of one's own: with a brush, or a ready shape whose size and place are sliders, which
needs no pointer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from dashboard.components import canvas
from dashboard.kit import choice
from dashboard.kit.paint import HAND
from dashboard.shell.language import N_, _

SHAPE = "shape"
GROUND = "#ffffff"
SHARP = 3  # times as large while it is drawn: lines without steps

Line = Sequence[tuple[float, float]]
# Lines through points of a square 0..1; two points alone are the corners of an ellipse.
SHAPES: dict[str, tuple[str, Sequence[Line]]] = {
    "cat": (
        N_("a cat’s face"),
        (
            ((0.12, 0.26), (0.88, 0.96)),
            ((0.17, 0.48), (0.14, 0.04), (0.42, 0.28)),
            ((0.83, 0.48), (0.86, 0.04), (0.58, 0.28)),
            ((0.32, 0.46), (0.40, 0.58)),
            ((0.60, 0.46), (0.68, 0.58)),
            ((0.45, 0.66), (0.55, 0.66), (0.50, 0.72), (0.45, 0.66)),
            ((0.42, 0.74), (0.22, 0.70), (0.02, 0.68)),
            ((0.58, 0.74), (0.78, 0.70), (0.98, 0.68)),
        ),
    ),
    "fish": (
        N_("a fish"),
        (
            ((0.04, 0.26), (0.72, 0.74)),
            ((0.70, 0.50), (0.96, 0.26), (0.96, 0.74), (0.70, 0.50)),
            ((0.16, 0.42), (0.23, 0.49)),
            ((0.34, 0.36), (0.40, 0.50), (0.34, 0.64)),
        ),
    ),
    "circle": (N_("a circle"), (((0.05, 0.05), (0.95, 0.95)),)),
    "star": (
        N_("a star"),
        (((0.5, 0.04), (0.78, 0.94), (0.03, 0.38), (0.97, 0.38), (0.22, 0.94), (0.5, 0.04)),),
    ),
}


def drawn(key: str, of: str, side: int, label: str, brush: int, colour: str) -> np.ndarray | None:
    """A drawing on white, uint8 [side, side, 3]; None before the first stroke.

    of: tells drawings apart: another one begins empty.  label: says what is to be drawn.
    """
    ways = {HAND: _("With a brush"), SHAPE: _("A ready shape")}
    if choice.one(_("How to draw"), ways, f"{key}_way") == SHAPE:
        return _shape(key, side, brush, colour)
    painted = canvas.painted(
        f"{key}_{of}", (side, side), label, brush=brush, colour=colour, ground=GROUND
    )
    return None if painted is None else np.ascontiguousarray(painted[..., :3].astype(np.uint8))


def _shape(key: str, side: int, brush: int, colour: str) -> np.ndarray:
    name = choice.one(_("Shape"), {one: _(SHAPES[one][0]) for one in SHAPES}, f"{key}_shape")
    size = st.slider(_("Size, in percent"), 20, 100, 80, 5, key=f"{key}_size")
    across = st.slider(_("From the left, in percent"), 0, 100, 50, 5, key=f"{key}_across")
    down = st.slider(_("From the top, in percent"), 0, 100, 50, 5, key=f"{key}_down")
    picture = shape(name, side, (size / 100, across / 100, down / 100), brush, colour)
    st.image(picture, alt=_("The drawing: {shape}", shape=_(SHAPES[name][0])))
    return picture


def shape(
    name: str, side: int, place: tuple[float, float, float], brush: int, colour: str
) -> np.ndarray:
    """A ready shape, uint8 [side, side, 3].

    place: its size, and where it is of all the room that is left, across and down; all 0..1.
    """
    size, across, down = place
    large = side * SHARP
    image = Image.new("RGB", (large, large), GROUND)
    pen, length, width = ImageDraw.Draw(image), size * large, brush * SHARP
    for line in SHAPES[name][1]:
        points = [
            (length * x + across * (large - length), length * y + down * (large - length))
            for x, y in line
        ]
        if len(points) == 2:
            pen.ellipse(points, outline=colour, width=width)
        else:
            pen.line(points, fill=colour, width=width, joint="curve")
    return np.asarray(image.resize((side, side), Image.Resampling.LANCZOS))
