"""The inverted residual: narrow, wide, narrow; planned, and read from real networks."""

from __future__ import annotations

import streamlit as st

from core.experiments.separable import Inverted
from core.figures.block import block_svg
from core.zoo import catalog
from core.zoo.steps import Step, steps
from dashboard.components import pick
from dashboard.kit import choice
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.shell.language import _, translate
from pages.architectures import networks
from pages.architectures.step_words import words

REAL = ("mobilenet_v2", "efficientnet_lite0", "efficientnet_b0", "xception")
KINDS = ("mbconv", "separable")
CHANNELS = (16, 24, 32, 64, 96, 160)
SIDE = 28  # of the planned block's input


def draw(part: Part) -> None:
    st.subheader(_("The inverted residual: narrow, wide, narrow"), anchor=False)
    part.say("inverted")
    planned, real = st.columns(2, gap="large")
    with planned:
        _planned(part)
    with real:
        _real(part)


def _drawn(every: list[Step], start: str, label: str, key: str) -> None:
    chosen = pick.picked(key)
    named = {step.id: words(step) for step in every}
    svg = block_svg(pen(), every, label, words=named, start=start, chosen=chosen)
    pick.pick(svg, key, chosen=chosen)
    if chosen in named:
        st.caption(named[chosen].hover)


def _planned(part: Part) -> None:
    st.markdown(f"**{_('Plan one')}**")
    left, right = st.columns(2)
    ins = left.select_slider(_("Channels in"), CHANNELS, 24, key="inverted_ins")
    outs = right.select_slider(_("Channels out"), CHANNELS, 24, key="inverted_outs")
    expansion = left.slider(_("Expansion"), 1, 8, 6, format="×%d", key="inverted_expansion")
    stride = right.segmented_control(
        _("Stride"), (1, 2), default=1, required=True, key="inverted_stride", wrap=True
    )
    block = Inverted(ins, outs, expansion, 3, stride, SIDE)
    _drawn(
        steps(block.layers()),
        networks.shape([SIDE, SIDE, ins]),
        _("An inverted residual block"),
        "inverted_planned",
    )
    reasons = {
        "skip": block.skip,
        "no_skip_stride": stride > 1,
        "no_skip_channels": ins != outs,
    }
    part.say(next(name for name, holds in reasons.items() if holds), ins=ins, outs=outs)
    part.say(
        "inverted_cost",
        parameters=f"{block.cost.parameters:,}",
        macs=f"{block.cost.macs / 1e6:.1f}",
        wide=block.wide,
        standard=f"{block.standard.macs / block.cost.macs:.0f}",
    )


def _real(part: Part) -> None:
    st.markdown(f"**{_('Real ones')}**")
    network = choice.network(REAL, "inverted_network")
    blocks = catalog.get(network).blocks
    places = [place for place, block in enumerate(blocks) if block.kind in KINDS]
    place = st.select_slider(
        _("Block"),
        places,
        value=places[2],
        format_func=lambda number: translate(blocks[number].title),
        key=f"inverted_block_{network}",
    )
    found = networks.described(network)
    if found is None:
        return
    before, block = found["blocks"][place - 1], found["blocks"][place]
    every = steps(block["layers"])
    _drawn(
        every,
        networks.shape(before["output"]),
        _("The steps of {block}", block=translate(block["title"])),
        f"inverted_real_{network}_{place}",
    )
    kinds = [step.layer["kind"] for step in every]
    if "SeparableConv2D" in kinds:
        part.say("xception")
    elif "Multiply" in kinds:
        gate = [step for step in every if step.layer["output"][:-1] in ([1, 1], [])]
        part.say(
            "gate",
            parameters=percent(sum(step.parameters for step in gate) / block["parameters"]),
            macs=percent(sum(step.macs for step in gate) / block["macs"]),
        )
    else:
        part.say("no_gate", network=catalog.get(network).title)
