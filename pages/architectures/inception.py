"""The inception module of the chapter: channels to move, and what the 1×1 bottlenecks save."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.experiments import inception_v1
from core.experiments.inception_v1 import GOOGLENET, PUBLISHED, Branch, Module
from core.figures.block import block_svg
from core.figures.work import Bar, Piece, work_bars
from core.zoo.network import Network
from core.zoo.steps import steps
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell.language import _
from pages.architectures import guess, inception_photo, inception_v3, networks
from pages.architectures.step_words import words

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
            ins = _slider(_("Channels that come in"), "ins", name, start.ins, 16, 1024, 16)
        kept = st.toggle(_("1×1 bottlenecks"), value=True, key="inception_bottlenecks")
    with st.container(width=DRAWING):
        picture = st.container()
        module = replace(_channels(name, start, kept), ins=ins)
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


def _slider(label: str, field: str, preset: str, value: int, low: int, high: int, step: int) -> int:
    return st.slider(label, low, high, value, step, key=f"inception_{field}_{preset}")


def _channels(preset: str, start: Module, kept: bool) -> Module:
    """The sliders, each group below its branch."""
    one, three, five, pool = st.columns(4)
    bottleneck = _("1×1 in front")
    with one:
        ones = _slider("1×1", "ones", preset, start.ones, 8, 384, 8)
    with three:
        reduce3 = start.reduce3
        if kept:
            reduce3 = _slider(bottleneck, "reduce3", preset, start.reduce3, 8, 256, 8)
        threes = _slider("3×3", "threes", preset, start.threes, 8, 384, 8)
    with five:
        reduce5 = start.reduce5
        if kept:
            reduce5 = _slider(bottleneck, "reduce5", preset, start.reduce5, 4, 256, 4)
        fives = _slider("5×5", "fives", preset, start.fives, 8, 128, 8)
    pooled = start.pool
    with pool:
        if kept:
            pooled = _slider(_("1×1 behind"), "pool", preset, start.pool, 8, 128, 8)
        else:
            st.caption(_("The pooled channels pass as they are."))
    return Module(start.side, start.ins, ones, reduce3, threes, reduce5, fives, pooled)


def _picture(module: Module, kept: bool) -> None:
    planned = steps(inception_v1.layers(module, kept))
    svg = block_svg(
        pen(),
        planned,
        _("An inception module: four branches side by side, put together again"),
        words={step.id: words(step) for step in planned},
        start=networks.shape([module.side, module.side, module.ins]),
    )
    st.markdown(svg, unsafe_allow_html=True)


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
