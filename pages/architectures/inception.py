"""The inception module of the chapter: channels to move, and what the 1×1 bottlenecks save."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.experiments import inception_v1
from core.experiments.inception_v1 import GOOGLENET, PUBLISHED, Branch, Module
from core.figures.work import Bar, Piece, work_bars
from core.zoo.network import Network
from core.zoo.steps import steps
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell.language import _
from pages.architectures import block as drawing
from pages.architectures import guess, inception_photo, inception_v3, networks

CHANNELS = {  # of a slider: its least value, which is its step, too, and its most
    "ins": (16, 1024),
    "ones": (8, 384),
    "reduce3": (8, 256),
    "threes": (8, 384),
    "reduce5": (4, 256),
    "fives": (8, 128),
    "pool": (8, 128),
}
BOTTLENECKS = ("reduce3", "reduce5", "pool")
GUESSES = {"10%": 0.1, "30%": 0.3, "60%": 0.6, "90%": 0.9}
CHOICE, DRAWING = 290, 600  # widths in pixels: a choice; four branches with their sliders
AGREES = 0.03  # of the published figure: rounding, no more


def draw(part: Part) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        name = st.selectbox(
            _("Start from a module of GoogLeNet"),
            list(GOOGLENET),
            key="inception_preset",
            width=CHOICE,
        )
        start = GOOGLENET[name]
        with st.container(width=CHOICE):
            ins = _slider(_("Channels that come in"), "ins", name)
        kept = st.toggle(_("1×1 bottlenecks"), value=True, key="inception_bottlenecks")
    with st.container(width=DRAWING):
        picture = st.container()
        module = replace(_channels(name, kept), ins=ins)
        with picture:
            _picture(module, kept)
    _numbers(module, kept)
    _comparison(part, module)
    if module == start:
        counted = inception_v1.cost(module).macs / 1e6
        off = abs(counted / PUBLISHED[name] - 1) > AGREES
        part.say(
            "published_off" if off else "published",
            module=name,
            published=PUBLISHED[name],
            counted=f"{counted:.1f}",
        )
    inception_v3.draw(part)
    inception_photo.draw(part)
    ready = Network("inception_v3").ready
    networks.try_it("inception_v3" if ready else "squeezenet")


def _slider(label: str, field: str, preset: str) -> int:
    least, most = CHANNELS[field]
    value: int = getattr(GOOGLENET[preset], field)
    return st.slider(label, least, most, value, least, key=f"inception_{field}_{preset}")


def _channels(preset: str, kept: bool) -> Module:
    """The sliders, each group below its branch."""
    groups = (
        {"ones": "1×1"},
        {"reduce3": _("1×1 in front"), "threes": "3×3"},
        {"reduce5": _("1×1 in front"), "fives": "5×5"},
        {"pool": _("1×1 behind")},
    )
    moved = {}
    for place, group in zip(st.columns(len(groups)), groups, strict=True):
        with place:
            for field, label in group.items():
                if kept or field not in BOTTLENECKS:
                    moved[field] = _slider(label, field, preset)
    if not kept:
        place.caption(_("The pooled channels pass as they are."))
    return replace(GOOGLENET[preset], **moved)


def _picture(module: Module, kept: bool) -> None:
    label = _("An inception module: four branches side by side, put together again")
    start = networks.shape([module.side, module.side, module.ins])
    planned = steps(inception_v1.layers(module, kept))
    st.markdown(drawing.svg(planned, label, start), unsafe_allow_html=True)


def _numbers(module: Module, kept: bool) -> None:
    cost = inception_v1.cost(module, kept)
    st.markdown(
        _(
            "**{parameters}** parameters · **{macs} million** MACs on a map of {side}×{side} · "
            "{ins} channels in, **{out}** out",
            parameters=f"{cost.parameters:,}",
            macs=f"{cost.macs / 1e6:,.1f}",
            side=module.side,
            out=f"{inception_v1.channels(module, kept):,}",
            ins=module.ins,
        )
    )


def _comparison(part: Part, module: Module) -> None:
    lean, full = (inception_v1.cost(module, kept) for kept in (True, False))
    saved = 1 - lean.macs / full.macs
    guessed = guess.of_values(
        part,
        "inception_guess",
        _("What share of this module’s multiplications do its 1×1 bottlenecks save?"),
        GUESSES,
        saved,
    )
    if guessed is None:
        return
    title = (
        _("The 1×1 bottlenecks save {share} of the multiplications", share=percent(saved))
        if saved > 0
        else _("These bottlenecks are so wide that they cost more than they save")
    )
    figure = work_bars(
        pen(),
        [
            Bar(_("without 1×1"), _pieces(inception_v1.branches(module, False))),
            Bar(_("with 1×1"), _pieces(inception_v1.branches(module, True))),
        ],
        title,
        _("MACs for one photo, in millions"),
    )
    show(figure, key="inception_work", alt=title)
    st.caption(_("Purple: the 1×1 convolutions that only change the number of channels."))
    if saved > 0:
        said, right = guessed
        part.say("guessed" if right else "guessed_off", said=said, saved=percent(saved))
    part.say(
        "saves" if saved > 0 else "wastes",
        full=f"{full.macs / 1e6:,.1f}",
        lean=f"{lean.macs / 1e6:,.1f}",
        full_parameters=number(full.parameters),
        lean_parameters=number(lean.parameters),
        even3=round(inception_v1.break_even(3, module.ins, module.threes)),
        even5=round(inception_v1.break_even(5, module.ins, module.fives)),
    )
    part.say(
        "grows",
        ins=module.ins,
        naive=inception_v1.channels(module, False),
        out=inception_v1.channels(module, True),
    )


def _pieces(every: tuple[Branch, ...]) -> list[Piece]:
    pieces = []
    for branch in every:
        for step in branch.steps:
            if step.kernel:
                size = f"{step.kernel}×{step.kernel}"
                hover = _(
                    "{size}: {macs} million MACs", size=size, macs=f"{step.cost.macs / 1e6:.1f}"
                )
                tone = "head" if step.bottleneck else "ink"
                pieces.append(Piece(size, step.cost.macs / 1e6, tone, hover))
    return pieces
