"""The CIFAR-10 photos that a network finds most like the chosen one."""

from __future__ import annotations

import streamlit as st

from core.datasets import library
from core.statistics import wilson_interval
from core.zoo import catalog
from core.zoo.network import Network
from dashboard.kit import ask, choice, gallery, photo, readiness
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    ready = [name for name in catalog.BACKBONES if Network(name).ready]
    left, right = st.columns(2, gap="large", vertical_alignment="bottom")
    with left:
        network = choice.network(ready, "near_network")
    small = right.toggle(
        _("Shrink my photo to 32 pixels first, as theirs are"), value=True, key="near_small"
    )
    chosen = photo.current()
    found = ask.result(
        "neighbours",
        {"photo": chosen.text, "backbone": network, "small": small},
        _("Comparing with the photos of CIFAR-10"),
    )
    if found is None:
        return
    data = library.get("cifar10")
    titles = dict(zip(data.classes, map(translate, data.class_titles), strict=True))
    pictures = []
    for near in found["neighbours"]:
        name = titles[near["label"]]
        source = gallery.png(library.photo("cifar10", near["index"]))
        below = f"{name}\ncos {near['cosine']:.2f}"
        pictures.append(gallery.Picture(source, _("Photo of: {true}", true=name), below))
    gallery.rows(pictures, gallery.at_least(96), "square pixels")
    most = max(found["labels"], key=found["labels"].__getitem__)
    share, count = found["labels"][most], len(found["neighbours"])
    part.say(
        "found" if stands_out(share, count, len(titles)) else "scattered",
        candidates=f"{found['candidates']:,}",
        count=count,
        most=titles[most],
        share=share,
    )


def stands_out(share: int, count: int, classes: int) -> bool:
    """Whether the commonest of so many classes has more of the nearest than chance gives one.

    The commonest is picked among all classes, so the interval is that of as many tries.
    """
    low, _high = wilson_interval(share, count, level=1 - 0.05 / classes)
    return low > 1 / classes
