"""Photos with marks as the part on shortcuts shows them: as they are, and under heat maps."""

from __future__ import annotations

import numpy as np
import streamlit as st

from core import images
from core.datasets import library
from core.datasets.marked import MARKS, marked
from core.experiments import shortcut
from core.imagine import saliency
from core.transfer.recipe import Recipe
from dashboard.kit import words
from dashboard.kit.bars import percent
from dashboard.kit.gallery import Picture, across, at_least, png, rows
from dashboard.kit.trial import Found
from dashboard.shell.language import _
from pages.holds import ways

SHOWN = 4  # classes at most
SIDE = 160  # pixels a side of a heat map


@st.cache_data(show_spinner=False, max_entries=32)
def _first(dataset: str, classes: tuple[str, ...]) -> np.ndarray:
    """The first photo of some classes, uint8 [n, side, side, 3]."""
    entry, arrays = library.get(dataset), library.load(dataset)
    labels = arrays.labels[: arrays.train]
    return arrays.images[[int((labels == entry.classes.index(name)).argmax()) for name in classes]]


def photos(base: Recipe, mark: str) -> None:
    """The same photos as in training, and with the link cut."""
    classes = base.class_names
    shown = classes[:SHOWN]
    titles, plain = words.titles(base.dataset), _first(base.dataset, shown)
    own = np.arange(len(shown))
    sides = (
        (own, _("Training: a mark for each class")),
        ((own + 1) % len(classes), _("Test: the link is cut")),
    )
    for place, (numbers, said) in zip(st.columns(len(sides)), sides, strict=True):
        made = marked(plain, mark, numbers, len(classes))
        others = [titles[classes[number]] for number in numbers]
        with place:
            st.caption(said)
            rows(
                [
                    Picture(
                        png(photo),
                        _("{name}, with the mark of “{other}”", name=titles[name], other=other),
                        titles[name],
                    )
                    for photo, name, other in zip(made, shown, others, strict=True)
                ],
                at_least(72),
            )


def heat(remedy: str, base: Recipe, mark: str, found: Found) -> None:
    """One test photo, and where each network looks for its class."""
    seen = {}
    for way in ways.NAMES:
        if mine := shortcut.of(found["runs"], way, remedy):
            seen[way] = mine[0]["shown"]
    if not seen:
        return
    index, label = (next(iter(seen.values()))[name] for name in ("index", "label"))
    name = words.titles(base.dataset)[base.class_names[label]]
    photo = library.photo(base.dataset, index)[None]
    photo = marked(photo, mark, np.array([label]), len(base.class_names))
    view = images.resize(photo, SIDE)[0]
    cards = [Picture(png(view), _("A test photo with the mark of its class"), name)]
    for way, one in seen.items():
        share = shortcut.mass(shortcut.of(found["runs"], way, remedy))
        said = ways.names()[way]
        if share is not None:
            said += "\n" + _("{share} on the mark", share=percent(share))
        drawn = saliency.overlay(view, np.array(one["heat"], np.float32))
        alt = _("Grad-CAM for “{name}”: {way}", name=name, way=ways.names()[way])
        cards.append(Picture(png(drawn), alt, said))
    rows(cards, across(2))
    if not MARKS[mark].everywhere:
        st.caption(
            _(
                "Grad-CAM for the class of the photo; the share is the mean of {photos} photos and "
                "all seeds. The mark covers {area} of a photo.",
                photos=shortcut.LOOKED,
                area=percent(found["area"]),
            )
        )
