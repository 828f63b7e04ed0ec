"""The kernels of the first layer as pictures, trained beside random, and what one leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from typing import Any

import numpy as np
import streamlit as st

from core import images
from core.figures.tiles import Tile, grid
from core.imagine.filtered import filtered
from core.ramp import coloured, source
from core.transfer.recipe import Recipe
from core.zoo import catalog, classifier, weights
from core.zoo.network import Network
from dashboard.components.pick import pick, picked
from dashboard.kit import ask, lesson, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.photo import Photo
from dashboard.kit.predict import Question
from dashboard.shell.language import _, translate
from pages.why import maps

ACROSS = 8
GREY, HUE = 0.2, 0.9  # share of colour below which a kernel sees brightness, above which hue
LARGE = 280  # pixels a side of the pictures below
DEFAULT = "vgg16_edges"

Kernels = Mapping[str, Any]


def draw(part: Part) -> None:
    left, right = stage.sides("kernels", 1, 1)
    with left:
        network = maps.choose_network("kernels", DEFAULT)
        backbone = catalog.get(network)
        trained = Network(network).ready
        ways = {backbone.trained_weights: _("Trained")} if trained else {}
        ways |= {weights.RANDOM: _("Random")}
        found = {name: _of(Network(network, name)) for name in ways}
        if any(kernels is None for kernels in found.values()):
            return
        if not trained:
            st.info(translate(weights.state(network).message))
        first = _choose(network, ways, found)
    with right:
        photo = maps.chooser("kernels")
        _one(part, network, found, first, photo)
    if trained:
        _specialised(part, network, ways, found)
    lesson.try_it(
        Recipe(backbone=network, weights=weights.RANDOM, per_class=20),
        _("Try it: train a head on random kernels"),
    )


def _choose(network: str, ways: Mapping[str, str], found: Mapping[str, Kernels | None]) -> str:
    """The kernels of each way side by side; the one that is chosen, or the first."""
    chosen = picked(f"kernels_{network}")
    tiles = {name: _tiles(name, kernels, chosen) for name, kernels in found.items() if kernels}
    pick(
        _beside([(ways[name], grid(shown, ACROSS)) for name, shown in tiles.items()]),
        f"kernels_{network}",
    )
    known = [tile.id for shown in tiles.values() for tile in shown]
    return chosen if chosen in known else known[0]


def _specialised(
    part: Part, network: str, ways: Mapping[str, str], found: Mapping[str, Kernels | None]
) -> None:
    """How many trained kernels see brightness or hue alone: predicted first."""
    trained = catalog.get(network).trained_weights
    counted = _counts(found[trained], found[weights.RANDOM])
    question = Question(
        _(
            "How many of the trained kernels see almost nothing but brightness, or nothing but "
            "hue? (Of the random ones, {random} of {count}.)",
            random=counted["random"],
            count=counted["count"],
        ),
        pick=predict.SHARE,
    )
    came = counted["special"] / counted["count"]
    key = f"kernels_special_{network}"
    if not predict.quick(f"why/kernels/special_{network}", key, question, _("Count"), came):
        return
    for name, kernels in found.items():
        assert kernels is not None  # they are on the page above
        st.caption(_("{group}: {said}", group=f"**{ways[name]}**", said=_counted(kernels)))
    if counted["special"] > counted["random"]:
        part.say("found", **counted, grey=f"{GREY:.0%}", hue=f"{HUE:.0%}")


def _of(network: Network) -> Kernels | None:
    return ask.result("kernels", asdict(network), slot=f"kernels_{network.weights}")


def _beside(grids: Sequence[tuple[str, str]]) -> str:
    inside = "".join(f"<div><b>{escape(title)}</b>{one}</div>" for title, one in grids)
    columns = "repeat(auto-fit,minmax(min(100%,13rem),1fr))"  # below each other on a phone
    style = f"display:grid;grid-template-columns:{columns};gap:1.4rem;color:var(--tll-ink)"
    return f'<div style="{style}">{inside}</div>'


def _order(kernels: Kernels) -> list[int]:
    """Kernels from those that see brightness to those that see hue."""
    return [int(index) for index in np.argsort(kernels["colour"], kind="stable")]


def _tiles(name: str, kernels: Kernels, chosen: str) -> list[Tile]:
    return [
        Tile(
            f"{name}:{index}",
            source(kernels["kernels"][index]),
            _("Kernel {index}", index=index),
            chosen=chosen == f"{name}:{index}",
        )
        for index in _order(kernels)
    ]


def _split(kernels: Kernels) -> tuple[int, int, int]:
    """How many kernels see brightness, hue, or both mixed."""
    colour = np.array(kernels["colour"])
    grey, hue = int((colour < GREY).sum()), int((colour > HUE).sum())
    return grey, hue, len(colour) - grey - hue


def _counted(kernels: Kernels) -> str:
    grey, hue, mixed = _split(kernels)
    side, _side, _three, count = kernels["size"]
    return _(
        "{count:# kernel|# kernels} of {side} × {side} pixels: {grey} see brightness, {hue} "
        "hue, {mixed} a mixture",
        count=count,
        side=side,
        grey=grey,
        hue=hue,
        mixed=mixed,
    )


def _counts(trained: Kernels | None, random: Kernels | None) -> dict[str, int]:
    assert trained is not None and random is not None  # both are on the page above
    special = [sum(_split(one)[:2]) for one in (trained, random)]
    return {
        "special": special[0],
        "count": trained["size"][3],
        "random": special[1],
    }


def _one(
    part: Part, network: str, found: Mapping[str, Kernels | None], chosen: str, photo: Photo
) -> None:
    """One kernel large, the photo, and what the kernel leaves of it."""
    name, _colon, index = chosen.partition(":")
    kernels = found[name]
    assert kernels is not None
    kernel = images.from_text(kernels["kernels"][int(index)])
    view = classifier.view(network, photo.pixels)
    side = len(kernel)
    large = np.kron(kernel, np.ones((LARGE // side, LARGE // side, 1), np.uint8))
    shown = (
        (large, _("Kernel {index}", index=index), _("the kernel, enlarged")),
        (view, _("The chosen photo: {name}", name=photo.name), _("the photo")),
        (
            coloured(filtered(view, kernel)),
            _("The photo after kernel {index}", index=index),
            _("what it leaves of the photo: bright where it answers"),
        ),
    )
    for place, (pixels, alt, words) in zip(st.columns(3), shown, strict=True):
        with place:
            st.image(pixels, alt=alt, width="stretch")
            st.caption(words)
    part.say("one")
