"""A photo's walk through a network: its strongest feature maps behind every block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.figures.tiles import Row, rows
from core.transfer.recipe import Recipe
from core.zoo import catalog
from core.zoo.weights import RANDOM
from dashboard.components.pick import pick, picked
from dashboard.kit import ask, lesson, photo
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate
from pages.why import channel, maps

TALL = 420  # pixels of the list of blocks, which scrolls
CLEARLY = 0.15  # more silence that is worth being called choosier


def draw(part: Part) -> None:
    chosen = maps.chooser("walk")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        network = maps.choose_network("walk")
    with right:
        weights_name = maps.choose_weights("walk", network)
    walked = maps.of(chosen, network, weights_name, "walk")
    if walked is None:
        return
    key = f"walk_{network}_{weights_name}"
    boundary, index = _chosen(picked(key), walked["boundaries"])
    with st.container(height=TALL):
        pick(rows(_rows(network, walked, boundary, index)), key)
    st.caption(
        _(
            "{count:# block|# blocks} in {seconds} s. The bar: how much of the side one place "
            "can see.",
            count=len(walked["boundaries"]),
            seconds=f"{walked['seconds']:.2f}",
        )
    )
    told = _other(chosen, network, weights_name, walked, boundary, index)
    if told is not None:
        channel.large(part, network, walked, boundary, told)
    part.say("random" if weights_name == RANDOM else "trained")
    _choosier(part, walked["boundaries"])
    with st.expander(_("How to read the maps")):
        part.say("read")
    lesson.try_it(
        Recipe(backbone=network, weights=weights_name),
        _("Try it: put a new head on these maps"),
    )


def _choosier(part: Part, boundaries: Sequence[maps.Told]) -> None:
    """Whether fewer values answer behind the last block than behind the first, as measured."""
    first, last = boundaries[0], boundaries[-1]
    if first["rectified"] and last["rectified"]:
        part.say(
            "choosier" if last["silent"] - first["silent"] > CLEARLY else "steady",
            first=percent(first["silent"]),
            last=percent(last["silent"]),
        )


def _chosen(said: str, boundaries: Sequence[maps.Told]) -> tuple[int, int]:
    """The block (from 1) and the channel that were picked; the last block's strongest at first."""
    boundary, _colon, index = said.partition(":")
    if boundary.isdigit() and index.isdigit() and 1 <= int(boundary) <= len(boundaries):
        return int(boundary), int(index)
    return len(boundaries), boundaries[-1]["channels"][0]["channel"]


def _rows(network: str, walked: maps.Walk, boundary: int, index: int) -> list[Row]:
    size = catalog.get(network).native_size
    out = []
    for place, (block, behind) in enumerate(
        zip(catalog.get(network).blocks, walked["boundaries"], strict=True), start=1
    ):
        height, width, channels = behind["output"]
        field = behind["field"]
        out.append(
            Row(
                translate(block.title),
                (
                    maps.many(channels, height, width),
                    maps.seen(field, size),
                ),
                maps.tiles(behind["channels"], prefix=f"{place}:", chosen=f"{boundary}:{index}"),
                1.0 if field["whole"] else min(1.0, field["size"] / size),
            )
        )
    return out


def _other(
    chosen: photo.Photo,
    network: str,
    weights_name: str,
    walked: maps.Walk,
    boundary: int,
    index: int,
) -> maps.Told | None:
    """The channel to show large: the picked one, or any other by its number."""
    behind = walked["boundaries"][boundary - 1]
    wanted = st.number_input(
        _(
            "Channel of “{block}”",
            block=translate(catalog.get(network).blocks[boundary - 1].title),
        ),
        0,
        behind["output"][2] - 1,
        index,
        width=320,
        key=f"walk_channel_{network}_{weights_name}_{boundary}_{index}",
    )
    known: dict[int, Mapping[str, Any]] = {told["channel"]: told for told in behind["channels"]}
    if wanted in known:
        return known[wanted]
    return ask.result(
        "channel",
        {
            "photo": chosen.text,
            "backbone": network,
            "weights": weights_name,
            "boundary": boundary,
            "channel": int(wanted),
        },
        slot="walk_channel",
    )
