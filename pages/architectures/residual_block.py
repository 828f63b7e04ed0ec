"""A residual block to take apart, beside the real ones of ResNet50."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.experiments import residual_block
from core.experiments.residual_block import Plan, stages
from core.zoo import catalog
from core.zoo.steps import Layer, steps
from dashboard.kit import choice, predict, stage
from dashboard.kit.lesson import Part
from dashboard.kit.networks import described
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.words import number
from dashboard.shell.language import N_, _, translate
from pages.architectures import block as drawing
from pages.architectures import networks

NETWORK = "resnet50"
KINDS = {"basic": N_("basic: 3×3, 3×3"), "bottleneck": N_("bottleneck: 1×1, 3×3, 1×1")}
MOST_CONVOLUTIONS = 4
DRAWN = 330  # pixels: the drawing is no wider
ASKED, PLACE = 256, "architectures/residual/kinds"  # channels of the block that is asked about


def draw(part: Part) -> None:
    controls, scene = stage.sides("residual_block", 3, 4)
    with controls:
        plan = _choices()
        counted = residual_block.cost(plan)
        words = st.container()
    with scene:
        mine, real = st.columns(2, gap="medium")
        with real:
            same = _real(counted.parameters)
        with mine:
            st.markdown(f"**{_('Your block')}**")
            start = f"{plan.side}×{plan.side}×{plan.channels}"
            _picture(residual_block.layers(plan), start, "residual_mine")
            _numbers(counted.parameters, counted.macs)
    with words:
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
    kinds = {name: _(title) for name, title in KINDS.items()}
    kind = choice.one(_("Branch"), kinds, "residual_kind", label_visibility="collapsed")
    with st.container(horizontal=True, vertical_alignment="center"):
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
    channels = st.select_slider(
        _("Channels that come in"), list(sides), key=f"residual_channels_{kind}"
    )
    count = 2
    if not bottleneck:
        count = st.slider(
            _("3×3 convolutions in the branch"),
            1,
            MOST_CONVOLUTIONS,
            2,
            key="residual_convolutions",
        )
    return Plan(channels, sides[channels], bottleneck, count, skip, batch_norm, halves)


def _picture(layers: Sequence[Layer], start: str, key: str) -> None:
    label = _("A block with its branch and, if it has one, its skip connection")
    with st.container(width=DRAWN):
        drawing.show(steps(layers), label, start, key)


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
    found = described(NETWORK)
    if found is None:
        return ""
    real, before = found["blocks"][place], found["blocks"][place - 1]
    _picture(real["layers"], networks.shape(before["output"]), "residual_theirs")
    _numbers(real["parameters"], real["macs"])
    return translate(block.title) if real["parameters"] == counted else ""


def _compare(part: Part, plan: Plan) -> None:
    """The same channels with the other kind of branch."""
    asked = _share(Plan(ASKED, stages(True)[ASKED], bottleneck=True))
    question = Question(
        _(
            "A basic block has {channels} channels in and out. What share of its parameters does a "
            "bottleneck block with as many need?",
            channels=ASKED,
        ),
        pick=SHARE,
    )
    if predict.quick(PLACE, "residual_kinds", question, _("Count both"), asked):
        basic, bottleneck = _both(plan)
        part.say(
            "kinds",
            channels=plan.outs,
            basic=f"{basic:,}",
            bottleneck=f"{bottleneck:,}",
            times=f"{basic / bottleneck:.1f}",
        )


def _both(plan: Plan) -> tuple[int, int]:
    """Parameters of the plan with a basic branch, and with a bottleneck."""
    basic, bottleneck = (
        residual_block.cost(replace(plan, bottleneck=kind, convolutions=2)).parameters
        for kind in (False, True)
    )
    return basic, bottleneck


def _share(plan: Plan) -> float:
    basic, bottleneck = _both(plan)
    return bottleneck / basic
