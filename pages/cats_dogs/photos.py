"""The photos: which set, how many, how they look, and how augmentation changes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.datasets import library
from core.datasets.subset import make_subset
from core.experiments.moved import move
from core.images import resize
from core.transfer import augment
from dashboard.kit import stage
from dashboard.kit.gallery import Picture, across, jpeg, rows
from dashboard.kit.lesson import Part, link
from dashboard.shell import address, sitemap
from dashboard.shell.language import _, translate
from dashboard.shell.names import as_written
from pages.cats_dogs import state

SIDE = 128  # pixels a side of the samples
SAMPLES = 5  # of each class


def draw(part: Part) -> None:
    known = state.sources()
    if not known:
        part.say("nothing")
        return
    controls, scene = stage.sides("cd_photos")
    with controls:
        source = _chosen(part, known)
    with scene:
        _samples(source)
        st.markdown(f"**{_('The same photo, as the training sees it')}**")
        part.say("augmented")
        _augmented(source)
        link("two_ways", "augment", _("Every transformation on its own, with sliders"))


def _chosen(part: Part, known: Sequence[state.Source]) -> state.Source:
    ids = [source.dataset for source in known]
    picked = address.choice(state.PHOTOS, "cd_source", ids, lambda: ids[0])
    st.radio(
        _("Photos"),
        ids,
        format_func=lambda name: translate(library.get(name).title),
        **address.widget(state.PHOTOS, "cd_source"),
    )
    source = next(source for source in known if source.dataset == picked)
    if source.dataset == state.CIFAR:
        part.say("cifar")
    if state.OFFICIAL not in ids:
        part.say("official")
        if sitemap.stands("pets"):
            sitemap.link("pets", _("Download Microsoft’s photos"), ":material/download:")
    most = library.get(source.dataset).train_per_class * 4 // 5
    counts = [count for count in state.COUNTS if count <= most] or [most]
    st.session_state.setdefault("cd_per_class", min(200, counts[-1]))
    if st.session_state["cd_per_class"] not in counts:
        st.session_state["cd_per_class"] = counts[-1]
    st.select_slider(_("Photos per class"), counts, key="cd_per_class")
    return source


def _samples(source: state.Source) -> None:
    """A few training photos of each class, one class a row."""
    recipe = state.recipes(source)[state.FIRST]
    split = make_subset(source.dataset, recipe.class_names, SAMPLES, 1, 1, recipe.seed).train
    data = library.get(source.dataset)
    titles = dict(zip(data.classes, map(translate, data.class_titles), strict=True))
    shown = resize(split.images, SIDE)
    for label, name in enumerate(recipe.class_names):
        st.caption(as_written(titles[name]))
        pictures = [
            Picture(jpeg(photo), _("A training photo of: {name}", name=titles[name]))
            for photo in shown[split.labels == label]
        ]
        rows(pictures, across(SAMPLES))


def _augmented(source: state.Source) -> None:
    recipe = state.recipes(source)[state.FIRST]
    split = make_subset(source.dataset, recipe.class_names, 1, 1, 1, recipe.seed).train
    photo = resize(split.images[:1], SIDE)[0]
    moved = move(photo, augment.draw(SAMPLES - 1, SIDE, np.random.default_rng(0)))
    pictures = [Picture(jpeg(photo), _("The photo as it is"))]
    pictures += [Picture(jpeg(one), _("A random version of the photo")) for one in moved]
    rows(pictures, across(SAMPLES))
