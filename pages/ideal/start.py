"""What an image starts from: noise or grey, or the learner's photo or doodle (“deep dream”)."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core import images
from core.imagine.ideal.recipe import Ideal
from dashboard.kit import doodle, photo
from dashboard.shell.language import _

CANVAS = 260  # pixels a side
THUMBNAIL = 130


def of(chosen: str) -> str:
    """The start of a recipe: for the core, a doodle is a photo."""
    return "photo" if chosen == "doodle" else chosen


def given(chosen: str, recipe: Ideal, key: str) -> str | None:
    """What goes with the recipe's payload: the picture as text, in the size of the recipe.

    Draws the photo, or the canvas to paint on.  None where none is needed, "" where a doodle is
    not begun yet.
    """
    if chosen == "photo":
        current = photo.current()
        with st.container(horizontal=True, vertical_alignment="center"):
            st.image(
                current.pixels,
                alt=_("The chosen photo: {name}", name=current.name),
                width=THUMBNAIL,
            )
            with st.popover(_("Choose a photo"), icon=":material/photo_camera:"):
                photo.picker(f"{key}_photo")
            st.caption(_("Images made from a photo or doodle are not written to disk."))
        return _text(current.pixels, recipe.size)
    if chosen == "doodle":
        st.caption(_("Paint a few strokes: a round head, two ears, or only a scribble."))
        label = _("White paper: draw what the image starts from")
        drawn = doodle.drawn(f"{key}_doodle", "", CANVAS, label, 12, "#444444")
        return "" if drawn is None else _text(drawn, recipe.size)
    return None


def _text(pixels: np.ndarray, size: int) -> str:
    return images.to_text(images.resize(pixels[None], size)[0])
