"""A photo's walk through a network: its strongest feature maps behind every block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from core.figures.tiles import Row, rows
from core.transfer.recipe import Recipe
from core.zoo.backbone import Backbone
from core.zoo.network import Network
from dashboard.components.pick import pick, picked
from dashboard.kit import ask, lesson, photo, predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.shell.language import _, language, translate
from pages.why import channel, maps

TALL = 420  # pixels of the list of blocks, which scrolls
IMAGENET, COURSE = "vgg16", "vgg16_edges"  # the course's network; its kind that is here
CLEARLY = 0.15  # more silence that is worth being called choosier


def draw(part: Part) -> None:
    left, right = stage.sides("walk", 1, 1)
    with left:
        chosen = maps.chooser("walk")
        st.button(
            _("VGG16 and a cat, as in the course"),
            icon=":material/pets:",
            key="walk_course",
            on_click=_as_in_the_course,
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            backbone = maps.choose_network("walk")
            network = maps.choose_weights("walk", backbone)
        walked = maps.of(chosen, network, "walk")
        if walked is None:
            return
        key = f"walk_{network.backbone}_{network.weights}"
        boundary, index = _chosen(picked(key), walked["boundaries"])
        with st.container(height=TALL):
            pick(rows(_rows(network.entry, walked, boundary, index)), key)
        st.caption(
            _(
                "{count:# block|# blocks} in {seconds} s. The bar: how much of the side one place "
                "can see.",
                count=len(walked["boundaries"]),
                seconds=f"{walked['seconds']:.2f}",
            )
        )
    with right:
        told = _other(chosen, network, walked, boundary, index)
        if told is not None:
            channel.large(part, backbone, walked, boundary, told)
    if backbone == COURSE and not network.random:
        part.say("course")
    part.say("random" if network.random else "trained")
    _choosier(part, network, chosen, walked["boundaries"])
    with st.expander(_("How to read the maps")):
        part.say("read")
    lesson.try_it(
        Recipe(**asdict(network)),
        _("Try it: put a new head on these maps"),
    )


def _as_in_the_course() -> None:
    """The course's picture: VGG16's maps of a cat; of the two VGG16, the one that is here."""
    photo.choose(photo.sample(photo.DEFAULT, language()))
    here = Network(IMAGENET).ready
    st.session_state["walk_network"] = IMAGENET if here else COURSE


def _choosier(
    part: Part, network: Network, chosen: photo.Photo, boundaries: Sequence[maps.Told]
) -> None:
    """Whether fewer values answer behind the last block than behind the first, as measured on this
    photo: predicted first."""
    first, last = boundaries[0], boundaries[-1]
    if not (first["rectified"] and last["rectified"]):
        return
    place = f"why/walk/silent_{network.backbone}_{network.weights}_{chosen.digest[:12]}"
    question = Question(
        _("How many of all values behind the **last** block are silent (zero) on this photo?"),
        pick=predict.SHARE,
    )
    if predict.quick(place, f"walk_silent_{place}", question, _("Count"), last["silent"]):
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


def _rows(entry: Backbone, walked: maps.Walk, boundary: int, index: int) -> list[Row]:
    size = entry.native_size
    out = []
    for place, (block, behind) in enumerate(
        zip(entry.blocks, walked["boundaries"], strict=True), start=1
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
    chosen: photo.Photo, network: Network, walked: maps.Walk, boundary: int, index: int
) -> maps.Told | None:
    """The channel to show large: the picked one, or any other by its number."""
    behind = walked["boundaries"][boundary - 1]
    wanted = st.number_input(
        _(
            "Channel of “{block}”",
            block=translate(network.entry.blocks[boundary - 1].title),
        ),
        0,
        behind["output"][2] - 1,
        index,
        width=320,
        key=f"walk_channel_{network.backbone}_{network.weights}_{boundary}_{index}",
    )
    known: dict[int, Mapping[str, Any]] = {told["channel"]: told for told in behind["channels"]}
    if wanted in known:
        return known[wanted]
    return ask.result(
        "channel",
        {
            "photo": chosen.text,
            **asdict(network),
            "boundary": boundary,
            "channel": int(wanted),
        },
        slot="walk_channel",
    )
