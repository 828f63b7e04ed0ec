"""Paint over a part of the photo and watch the answer change."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image

from core.zoo import catalog
from dashboard.components import canvas
from dashboard.kit import answers, photo
from dashboard.kit.bars import bars, percent
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from dashboard.shell.names import class_name

WIDEST = 480  # pixels of the canvas
ANSWERS = 300  # pixels across of the answers beside it
GREY = "#808080"


def draw(part: Part) -> None:
    chosen = photo.current()
    before = answers.of(chosen)
    if before is None:
        return
    height, width = chosen.pixels.shape[:2]
    share = min(1.0, WIDEST / max(height, width))
    size = max(1, round(width * share)), max(1, round(height * share))
    with st.container(horizontal=True, gap="large"):  # below each other where it is narrow
        left, right = st.container(width=max(size[0], ANSWERS)), st.container(width=ANSWERS)
    with left:
        brush = st.slider(_("Brush, in pixels"), 8, 80, 36, 4, key="cover_brush")
        shown = np.asarray(Image.fromarray(chosen.pixels).resize(size))
        with st.container(key="cover_canvas"):
            drawn = canvas.painted(
                f"cover_{chosen.digest[:12]}", size, background=shown, brush=brush, colour=GREY
            )
    with right:
        if drawn is None or not drawn[..., 3].any():
            part.say("empty")
            _bars(before, before)
            return
        after = answers.of(covered(chosen, drawn), _("Looking at the covered photo"))
        if after is not None:
            _bars(before, after)
            part.say("after")


def covered(chosen: photo.Photo, drawn: np.ndarray) -> photo.Photo:
    """The photo with what was painted (RGBA) laid over it."""
    height, width = chosen.pixels.shape[:2]
    paint = Image.fromarray(drawn.astype(np.uint8), "RGBA").resize((width, height))
    under = Image.fromarray(chosen.pixels).convert("RGBA")
    pixels = np.asarray(Image.alpha_composite(under, paint).convert("RGB"))
    return photo.Photo("", chosen.name, pixels)


def _bars(before: answers.Answers, after: answers.Answers) -> None:
    for name, answer in after.items():
        first = before[name]["predictions"][0]
        now = {one["index"]: one["probability"] for one in answer["predictions"]}
        st.markdown(f"**{catalog.get(name).title}**")
        bars(answer["predictions"], marked=first["index"])
        if after is not before:
            st.caption(
                _(
                    "“{name}”: {before} before, {after} now",
                    name=class_name(first["index"]),
                    before=percent(first["probability"]),
                    after=percent(now[first["index"]])
                    if first["index"] in now
                    else _("not among the first five"),
                )
            )
