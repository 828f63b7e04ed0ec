"""The inverted residual: narrow, wide, narrow; planned, and read from real networks."""

from __future__ import annotations

import streamlit as st

from core.experiments.separable import Inverted
from core.zoo import catalog
from core.zoo.steps import steps
from dashboard.kit import choice, predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.lesson import Part
from dashboard.kit.networks import block_of, choose, described
from dashboard.kit.predict import Question
from dashboard.kit.words import number
from dashboard.shell.language import _, translate
from pages.architectures import block as drawing
from pages.architectures import networks

REAL = ("mobilenet_v2", "efficientnet_lite0", "efficientnet_b0", "xception")
KINDS = ("mbconv", "separable")
CHANNELS = (16, 24, 32, 64, 96, 160)
SIDE = 28  # of the planned block's input
PLACE = "architectures/separable/skip"


def draw(part: Part) -> None:
    controls, scene = stage.sides("inverted")
    with controls:
        block = _plan()
        told = _asked()
    with scene:
        label = _("An inverted residual block")
        start = networks.shape([SIDE, SIDE, block.ins])
        drawing.draw(steps(block.layers()), label, start, "inverted_planned")
    with controls:
        reasons = {
            "skip": block.skip,
            "no_skip_stride": block.stride > 1,
            "no_skip_channels": block.ins != block.outs,
        }
        if told:
            reason = next(name for name, holds in reasons.items() if holds)
            part.say(reason, ins=block.ins, outs=block.outs)
        part.say(
            "inverted_cost",
            parameters=f"{block.cost.parameters:,}",
            macs=number(block.cost.macs),
            wide=block.wide,
            standard=f"{block.standard.macs / block.cost.macs:.0f}",
        )
    with st.expander(_("Why turned round?")):
        part.say("inverted")
    st.subheader(_("Real ones"), anchor=False)
    _real(part)


def _plan() -> Inverted:
    left, right = st.columns(2)
    ins = left.select_slider(_("Channels in"), CHANNELS, 24, key="inverted_ins")
    outs = right.select_slider(_("Channels out"), CHANNELS, 24, key="inverted_outs")
    expansion = left.slider(_("Expansion"), 1, 8, 6, format="×%d", key="inverted_expansion")
    with right:
        stride = choice.one(_("Stride"), (1, 2), "inverted_stride")
    return Inverted(ins, outs, expansion, 3, stride, SIDE)


def _asked() -> bool:
    """Of two other blocks: which one keeps its skip connection?"""
    question = Question(
        _("Which change leaves the block its skip connection?"),
        {
            "expansion": _("expansion ×3 in place of ×6"),
            "stride": _("stride 2 in place of 1"),
            "outs": _("32 channels out in place of 24"),
        },
        lines=True,
    )
    changed = {
        "expansion": Inverted(24, 24, 3, 3, 1, SIDE),
        "stride": Inverted(24, 24, 6, 3, 2, SIDE),
        "outs": Inverted(24, 32, 6, 3, 1, SIDE),
    }
    came = next(name for name, block in changed.items() if block.skip)
    return predict.quick(PLACE, "inverted_skip", question, _("Look"), came)


def _real(part: Part) -> None:
    controls, scene = stage.sides("inverted_real")
    with controls:
        network = choose(REAL, "inverted_network")
        blocks = catalog.get(network).blocks
        places = [place for place, block in enumerate(blocks) if block.kind in KINDS]
        key = f"inverted_block_{network}"
        place = block_of(_("Block"), network, places, places[2], key)
    found = described(network)
    if found is None:
        return
    before, block = found["blocks"][place - 1], found["blocks"][place]
    every = steps(block["layers"])
    with scene:
        label = _("The steps of {block}", block=translate(block["title"]))
        start = networks.shape(before["output"])
        drawing.draw(every, label, start, f"inverted_real_{network}_{place}")
    kinds = [step.layer["kind"] for step in every]
    with controls:
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
