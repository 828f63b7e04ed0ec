"""The kernels of the first layer as pictures, trained beside random, and what one leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
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
from dashboard.kit import ask, lesson
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate
from pages.why import maps

ACROSS = 8
GREY, HUE = 0.2, 0.9  # share of colour below which a kernel sees brightness, above which hue
LARGE = 280  # pixels a side of the pictures below
DEFAULT = "vgg16_edges"

Kernels = Mapping[str, Any]


def draw(part: Part) -> None:
    network = maps.choose_network("kernels", DEFAULT)
    backbone = catalog.get(network)
    trained = Network(network).ready
    ways = {backbone.trained_weights: _("Trained")} if trained else {}
    ways |= {weights.RANDOM: _("Random")}
    found = {name: _of(Network(network, name)) for name in ways}
    chosen = picked(f"kernels_{network}")
    for place, (name, title) in zip(st.columns(2, gap="large"), ways.items(), strict=False):
        with place:
            st.markdown(f"**{title}**")
            kernels = found[name]
            if kernels is not None:
                st.caption(_counted(kernels))
    if any(kernels is None for kernels in found.values()):
        return
    tiles = {name: _tiles(name, kernels, chosen) for name, kernels in found.items() if kernels}
    chosen = chosen if any(chosen == t.id for ts in tiles.values() for t in ts) else ""
    if not trained:
        st.info(translate(weights.state(network).message))
    pick(_beside([grid(shown, ACROSS) for shown in tiles.values()]), f"kernels_{network}")
    first = next(iter(tiles.values()))[0].id
    _one(part, network, found, chosen or first)
    if trained:
        counted = _counts(found[backbone.trained_weights], found[weights.RANDOM])
        if counted["special"] > counted["random"]:
            part.say("found", **counted, grey=f"{GREY:.0%}", hue=f"{HUE:.0%}")
    lesson.try_it(
        Recipe(backbone=network, weights=weights.RANDOM, per_class=20),
        _("Try it: train a head on random kernels"),
    )


def _of(network: Network) -> Kernels | None:
    return ask.result("kernels", asdict(network), slot=f"kernels_{network.weights}")


def _beside(grids: list[str]) -> str:
    inside = "".join(f"<div>{one}</div>" for one in grids)
    return (
        '<div style="display:grid;grid-template-columns:1fr 1fr;gap:2rem;max-width:1100px">'
        f"{inside}</div>"
    )


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


def _one(part: Part, network: str, found: Mapping[str, Kernels | None], chosen: str) -> None:
    """One kernel large, the photo, and what the kernel leaves of it."""
    name, _colon, index = chosen.partition(":")
    kernels = found[name]
    assert kernels is not None
    kernel = images.from_text(kernels["kernels"][int(index)])
    photo = maps.chooser("kernels")
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
            st.image(pixels, alt=alt, width=LARGE)
            st.caption(words)
    part.say("one")
