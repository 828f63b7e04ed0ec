"""A residual block to take apart, beside the real ones of ResNet50."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.experiments import residual_block
from core.experiments.residual_block import Plan, stages
from core.figures.block import block_svg
from core.zoo import catalog
from core.zoo.steps import Layer, steps
from dashboard.kit import choice
from dashboard.kit.chart import pen
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell.language import N_, _, translate
from pages.architectures import networks
from pages.architectures.step_words import words

NETWORK = "resnet50"
KINDS = {"basic": N_("basic: 3×3, 3×3"), "bottleneck": N_("bottleneck: 1×1, 3×3, 1×1")}
MOST_CONVOLUTIONS = 4
DRAWN = 330  # pixels: the drawing is no wider


def draw(part: Part) -> None:
    plan = _choices()
    counted = residual_block.cost(plan)
    mine, real = st.columns(2, gap="large")
    with real:
        same = _real(counted.parameters)
    with mine:
        st.markdown(f"**{_('Your block')}**")
        _picture(residual_block.layers(plan), f"{plan.side}×{plan.side}×{plan.channels}")
        _numbers(counted.parameters, counted.macs)
        if same:
            part.say("same", block=same)
        if not plan.skip:
            part.say("cut")
        elif plan.projects:
            part.say("projects")
        if not plan.bottleneck and plan.convolutions == 1:
            part.say("single")
    _compare(part, plan)


def _choices() -> Plan:
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = choice.one(
            _("Branch"),
            KINDS,
            "residual_kind",
            _,
            wrap=True,
            label_visibility="collapsed",
            width="content",
        )
        skip = st.toggle(_("Skip connection"), value=True, key="residual_skip", width="content")
        batch_norm = st.toggle(_("Batch norm"), value=True, key="residual_bn", width="content")
        halves = st.toggle(
            _("Halve the map"),
            value=False,
            key="residual_halves",
            help=_("Every second pixel in each direction, and twice as many channels."),
            width="content",
        )
    bottleneck = kind == "bottleneck"
    sides = stages(bottleneck)
    left, right = st.columns(2, gap="large")
    channels = left.select_slider(
        _("Channels that come in"), list(sides), key=f"residual_channels_{kind}"
    )
    count = 2
    if not bottleneck:
        count = right.slider(
            _("3×3 convolutions in the branch"),
            1,
            MOST_CONVOLUTIONS,
            2,
            key="residual_convolutions",
        )
    return Plan(channels, sides[channels], bottleneck, count, skip, batch_norm, halves)


def _picture(layers: Sequence[Layer], start: str) -> None:
    every = steps(layers)
    svg = block_svg(
        pen(),
        every,
        _("A block with its branch and, if it has one, its skip connection"),
        words={step.id: words(step) for step in every},
        start=start,
    )
    st.markdown(f'<div style="max-width:{DRAWN}px">{svg}</div>', unsafe_allow_html=True)


def _numbers(parameters: int, macs: int) -> None:
    st.markdown(
        _(
            "**{parameters}** parameters, **{macs}** MACs",
            parameters=f"{parameters:,}",
            macs=number(macs),
        )
    )


def _real(counted: int) -> str:
    """A block of ResNet50; its name if it has as many parameters as the learner's."""
    blocks = [
        (place, block)
        for place, block in enumerate(catalog.get(NETWORK).blocks)
        if block.kind == "residual"
    ]
    place, block = st.selectbox(
        _("A real one, of {network}", network=catalog.get(NETWORK).title),
        blocks,
        index=1,  # the second of its stage: no 1×1 on its skip
        format_func=lambda one: translate(one[1].title),
        key="residual_real",
    )
    found = networks.described(NETWORK, "_block")
    if found is None:
        return ""
    real, before = found["blocks"][place], found["blocks"][place - 1]
    _picture(real["layers"], networks.shape(before["output"]))
    _numbers(real["parameters"], real["macs"])
    return translate(block.title) if real["parameters"] == counted else ""


def _compare(part: Part, plan: Plan) -> None:
    """The same channels with the other kind of branch."""
    basic, bottleneck = (
        residual_block.cost(replace(plan, bottleneck=kind, convolutions=2))
        for kind in (False, True)
    )
    part.say(
        "kinds",
        channels=plan.outs,
        basic=f"{basic.parameters:,}",
        bottleneck=f"{bottleneck.parameters:,}",
        times=f"{basic.parameters / bottleneck.parameters:.1f}",
    )
