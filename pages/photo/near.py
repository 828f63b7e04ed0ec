"""The CIFAR-10 photos that a network finds most like the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core import images
from core.statistics import wilson_interval
from core.zoo import catalog
from core.zoo.network import Network
from dashboard.kit import ask, gallery, networks, photo, predict, readiness, stage, words
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _

TINY = 32  # pixels a side of a photo of CIFAR-10


def draw(part: Part) -> None:
    if not readiness.has_cifar10():
        return
    ready = [name for name in catalog.BACKBONES if Network(name).ready]
    left, right = stage.sides("near")
    with left:
        network = networks.choose(ready, "near_network")
        small = st.toggle(
            _("Shrink my photo to 32 pixels first, as theirs are"), value=True, key="near_small"
        )
    chosen = photo.current()
    asked = {"photo": chosen.text, "backbone": network, "small": small}
    with right:
        found = ask.result("neighbours", asked, _("Comparing with the photos of CIFAR-10"))
    if found is None:
        return
    titles = words.titles("cifar10")
    most = max(found["labels"], key=found["labels"].__getitem__)
    share, count = found["labels"][most], len(found["neighbours"])
    with left:
        told = _asked(chosen, count, share / count)
        if told:
            part.say(
                "found" if stands_out(share, count, len(titles)) else "scattered",
                candidates=f"{found['candidates']:,}",
                count=count,
                most=titles[most],
                share=share,
            )
    with right:
        if told:
            _neighbours(found, titles)
        else:
            alt = _("The photo with 32 pixels a side")
            tiny = images.resize(images.resize(chosen.pixels[None], TINY), TINY * 8)[0]
            st.image(tiny, alt=alt, width=TINY * 8)
            st.caption(_("Your photo, as small as those of CIFAR-10."))


def _asked(chosen: photo.Photo, count: int, share: float) -> bool:
    question = Question(
        _(
            "Guess first: what share of the {count} nearest photos shows one and the same kind of "
            "thing?",
            count=count,
        ),
        pick=predict.SHARE,
    )
    place = f"photo/near/share-{chosen.digest[:12]}"
    return predict.quick(place, "near", question, _("Show the nearest"), share, once=True)


def _neighbours(found: dict[str, Any], titles: Mapping[str, str]) -> None:
    pictures = []
    for near in found["neighbours"]:
        name = titles[near["label"]]
        source = gallery.photo("cifar10", near["index"])
        alike = _("similarity {cosine}", cosine=f"{near['cosine']:.2f}")
        below = f"{name}\n{alike}"
        pictures.append(gallery.Picture(source, _("Photo of: {true}", true=name), below))
    gallery.rows(pictures, gallery.at_least(96), "square pixels")


def stands_out(share: int, count: int, classes: int) -> bool:
    """Whether the commonest of so many classes has more of the nearest than chance gives one.

    The commonest is picked among all classes, so the interval is that of as many tries.
    """
    low, _high = wilson_interval(share, count, level=1 - 0.05 / classes)
    return low > 1 / classes
