"""Asking a network for its feature maps of the photo, and drawing them: shared by three parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from core.figures.tiles import Tile
from core.ramp import tinted
from core.zoo import catalog, weights
from core.zoo.network import Network
from dashboard.kit import ask, choice, networks, photo
from dashboard.shell.language import _
from dashboard.shell.names import as_written

Walk = Mapping[str, Any]
Told = Mapping[str, Any]
FIRST = "squeezenet"  # nine boundaries, all behind a ReLU: the plainest walk
_TRAINED = "trained"


def of(chosen: photo.Photo, network: Network, slot: str) -> Walk | None:
    """The strongest maps behind every boundary; None while they are not there."""
    return ask.result(
        "walk",
        {"photo": chosen.text, **asdict(network)},
        _("Passing the photo through {network}", network=network.entry.title),
        slot,
    )


def choose_network(key: str, default: str = FIRST) -> str:
    """Any network of the catalogue."""
    known = list(catalog.BACKBONES)
    return networks.choose(known, f"{key}_network", default)


def choose_weights(key: str, backbone: str) -> Network:
    """Trained or random; only random, and why, where the trained ones are missing."""
    trained, random = Network(backbone), Network(backbone, weights.RANDOM)
    if not trained.ready:
        st.caption(
            _(
                "Random weights: the trained ones of {network} are not on this computer, so only "
                "its architecture can be shown.",
                network=trained.entry.title,
            )
        )
        return random
    names = {_TRAINED: _("Trained"), weights.RANDOM: _("Random")}
    way = choice.one(_("Weights"), names, f"{key}_weights_{backbone}", wrap=True)
    return random if way == weights.RANDOM else trained


def tiles(
    channels: Sequence[Told],
    *,
    prefix: str = "",
    chosen: str = "",
    pick: bool = True,
) -> list[Tile]:
    """Feature maps as tiles whose ids are `prefix` and the channel."""
    return [
        Tile(
            f"{prefix}{told['channel']}",
            tinted(told["map"]),
            _("Feature map of channel {channel}", channel=told["channel"]),
            chosen=f"{prefix}{told['channel']}" == chosen,
            pick=pick,
        )
        for told in channels
    ]


def chooser(key: str) -> photo.Photo:
    """The photo of all pages, and a way to choose another one that takes no room until wanted."""
    with st.expander(_("Photo: {name}. Choose another", name=as_written(photo.current().name))):
        return photo.picker(key)


def seen(field: Mapping[str, Any], size: int) -> str:
    """A receptive field in words."""
    if field["whole"] or field["size"] >= size:
        return _("can see nearly the whole photo")
    return _("sees {count} × {count:# pixel|# pixels}", count=field["size"])


def many(channels: int, height: int, width: int) -> str:
    """How many maps a block hands on, and how large they are."""
    return _("{count:# map|# maps}, {height} × {width}", count=channels, height=height, width=width)
