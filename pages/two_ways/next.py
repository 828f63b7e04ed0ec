"""What comes next: detection, segmentation, generation, and one such network on the photo."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from core import images
from core.imagine import edges
from core.transfer.recipe import Recipe
from dashboard.kit import ask, lesson, photo, predict, stage
from dashboard.kit.gallery import Picture, across, jpeg, rows
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _

ASKED = 10  # percent of the places: what the question is about
AGREE = 0.5  # from this share on, two sets of marked places count as mostly the same


def draw(part: Part) -> None:
    kinds = ("detection", "segmentation", "generation")
    with st.container(key="wraps_cards"):
        places = st.columns(3)
    for place, name in zip(places, kinds, strict=True):
        with place.container(border=True, height="stretch"):
            part.say(name)
    st.divider()
    st.subheader(_("See one run: an edge detector made of VGG16"), anchor=False)
    chosen = photo.picker("next")
    found = ask.result("edges", {"photo": chosen.text}, _("Looking for edges"))
    if found is not None:
        _edges(part, chosen, found)
    lesson.try_it(
        Recipe(backbone="vgg16_edges"),
        _("Try it: does an edge detector’s network make a good classifier?"),
    )


def _edges(part: Part, chosen: photo.Photo, found: dict[str, Any]) -> None:
    counts = found["parameters"]
    part.say("edges", all=f"{counts['all']:,}", new=f"{counts['new']:,}")
    st.fragment(_compare)(part, chosen, found)
    st.markdown(f"**{_('From fine to coarse: what each block contributes')}**")
    rows(
        [
            Picture(
                jpeg(_ink(_grey(side))),
                _("Edges seen by block {number}", number=number),
                _("Block {number}", number=number),
            )
            for number, side in enumerate(found["sides"], 1)
        ],
        across(5),
    )
    part.say("sides", weights=" · ".join(f"{weight:.2f}" for weight in found["weights"]))


def _compare(part: Part, chosen: photo.Photo, found: dict[str, Any]) -> None:
    """The learned edges beside those of a fixed filter; after a guess, the strongest of both."""
    view = edges.seen(chosen.pixels)
    shown = [_grey(found["fused"]), edges.sobel(view)]
    left, right = stage.sides("next")
    with left:
        place = f"two_ways/next/agree-{chosen.digest[:12]}"
        came = round(_shared(_strongest(shown, ASKED)), 4)
        if predict.quick(place, "next_agree", _question(), _("Count"), came):
            label = _("How many places are marked, percent")
            percent = st.slider(label, 1, 30, ASKED, key="next_percent")
            marks = _strongest(shown, percent)
            both = _shared(marks)
            part.say("sobel", percent=percent, shared=f"{both:.0%}")
            part.say("mostly" if both >= AGREE else "seldom")
            shown = [mark.astype(np.float32) for mark in marks]
    names = (_("VGG16’s features, retrained"), _("Sobel: a fixed filter"))
    with right:
        rows(
            [
                Picture(
                    jpeg(view), _("The chosen photo: {name}", name=chosen.name), _("The photo")
                ),
                *(
                    Picture(jpeg(_ink(picture)), _("Edges: {name}", name=name), name)
                    for picture, name in zip(shown, names, strict=True)
                ),
            ],
            across(3),
        )


def _question() -> Question:
    return Question(
        _(
            "In each picture the strongest {percent}% of the places are marked. How many of them "
            "are the same in both?",
            percent=ASKED,
        ),
        pick=predict.SHARE,
    )


def _strongest(shown: list[np.ndarray], percent: int) -> list[np.ndarray]:
    return [edges.strongest(values, percent) for values in shown]


def _shared(marks: list[np.ndarray]) -> float:
    """The share of marked places that are marked in both pictures."""
    return float((marks[0] & marks[1]).sum() / marks[0].sum())


@st.cache_data(scope="session", max_entries=16, show_spinner=False)
def _grey(text: str) -> np.ndarray:
    """A grey PNG of the worker as float32 [h, w] in 0..1."""
    return images.from_text(text)[..., 0].astype(np.float32) / 255


def _ink(values: np.ndarray) -> np.ndarray:
    """Edges in black on white, as people draw them: uint8 [h, w]."""
    return (255 * (1 - values)).round().astype(np.uint8)
