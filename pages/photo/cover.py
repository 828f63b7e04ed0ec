"""Paint over a part of the photo and watch the answer change."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image

from core.zoo import catalog
from dashboard.kit import answers, paint, photo, predict, stage
from dashboard.kit.bars import bars, percent
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _
from dashboard.shell.names import class_name

WIDEST = 400  # pixels of the canvas
GREY = "#808080"
HOLDS, FALLS = "holds", "falls"
HALF = (25, 75)  # percent: the middle half of each side


def draw(part: Part) -> None:
    chosen = photo.current()
    before = answers.of(chosen)
    if before is None:
        return
    height, width = chosen.pixels.shape[:2]
    share = min(1.0, WIDEST / max(height, width))
    size = max(1, round(width * share)), max(1, round(height * share))
    shown = np.asarray(Image.fromarray(chosen.pixels).resize(size))
    left, right = stage.sides("cover", 3, 2)
    with left:
        if not _asked(chosen, shown, before):
            return
        drawn = paint.over(
            "cover",
            chosen.digest[:12],
            shown,
            _("The photo: paint over a part of it"),
            GREY,
            (8, 80, 36),
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


def _asked(chosen: photo.Photo, shown: np.ndarray, before: answers.Answers) -> bool:
    """Whether the first answer holds when the middle is gone; shows what will be covered."""
    middle = paint.filled(shown.shape[:2], HALF, HALF, GREY)
    hidden = covered(chosen, middle)
    after = answers.of(hidden, _("Looking at the covered photo"))
    if after is None:
        return False
    network = next(iter(before))
    first, then = (said[network]["predictions"][0]["index"] for said in (before, after))
    question = Question(
        _(
            "Guess first: a grey square over the middle covers a quarter of the photo. Does "
            "{network} still answer “{name}”?",
            network=catalog.get(network).title,
            name=class_name(first),
        ),
        {HOLDS: _("yes"), FALLS: _("no, something else")},
    )
    place = f"photo/cover/middle-{chosen.digest[:12]}"
    came = HOLDS if first == then else FALLS
    told = predict.quick(place, "cover", question, _("Cover the middle"), came, once=True)
    if not told:
        alt = _("The photo with a grey square over its middle")
        st.image(hidden.pixels, alt=alt, width=WIDEST)
    return told


def covered(chosen: photo.Photo, drawn: np.ndarray) -> photo.Photo:
    """The photo with what was painted (RGBA) laid over it."""
    height, width = chosen.pixels.shape[:2]
    laid = Image.fromarray(drawn.astype(np.uint8), "RGBA").resize((width, height))
    under = Image.fromarray(chosen.pixels).convert("RGBA")
    pixels = np.asarray(Image.alpha_composite(under, laid).convert("RGB"))
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
