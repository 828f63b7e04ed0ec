"""The inception module of the chapter: channels to move, and what the 1×1 bottlenecks save."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from core.experiments import inception_v1
from core.experiments.inception_v1 import GOOGLENET, PUBLISHED, Branch, Module
from core.figures.work import Bar, Piece, work_bars
from core.zoo.steps import steps
from dashboard.kit import predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.words import number, tick
from dashboard.shell.language import _
from pages.architectures import block as drawing
from pages.architectures import networks

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
ASKED, PLACE = "5a", "architectures/inception/module_5a"
AGREES = 0.03  # of the published figure: rounding, no more


def draw(part: Part) -> None:
    controls, scene = stage.sides("inception_module")
    with controls:
        left, right = st.columns(2, vertical_alignment="bottom")
        name = left.selectbox(
            _("Start from a module of GoogLeNet"), list(GOOGLENET), key="inception_preset"
        )
        kept = right.toggle(_("1×1 bottlenecks"), value=True, key="inception_bottlenecks")
        module = _channels(name, kept)
        told = _asked()
    with scene:
        _picture(module, kept)
        _numbers(module, kept)
        _comparison(module)
    with st.expander(_("What you see here, in words"), expanded=told):
        _words(part, name, module)


def _asked() -> bool:
    """The prediction is about a module that does not stand there first."""
    lean, full = (inception_v1.cost(GOOGLENET[ASKED], kept).macs for kept in (True, False))
    question = Question(
        _(
            "In module {name}, {channels} channels come in. What share of its multiplications do "
            "the 1×1 bottlenecks save?",
            name=ASKED,
            channels=GOOGLENET[ASKED].ins,
        ),
        pick=SHARE,
    )
    return predict.quick(PLACE, "inception_guess", question, _("Count it"), 1 - lean / full)


def _words(part: Part, name: str, module: Module) -> None:
    """Why the bottlenecks save, or do not, and what the paper says."""
    lean, full = (inception_v1.cost(module, kept) for kept in (True, False))
    part.say(
        "saves" if lean.macs < full.macs else "wastes",
        full=number(full.macs),
        lean=number(lean.macs),
        even3=round(inception_v1.break_even(3, module.ins, module.threes)),
        even5=round(inception_v1.break_even(5, module.ins, module.fives)),
    )
    part.say(
        "grows",
        ins=module.ins,
        naive=inception_v1.channels(module, False),
        out=inception_v1.channels(module, True),
    )
    if module == GOOGLENET[name]:
        counted = lean.macs / 1e6
        off = abs(counted / PUBLISHED[name] - 1) > AGREES
        part.say(
            "published_off" if off else "published",
            module=name,
            published=number(PUBLISHED[name] * 1_000_000),
            counted=number(lean.macs),
        )


def _slider(label: str, field: str, preset: str) -> int:
    least, most = CHANNELS[field]
    value: int = getattr(GOOGLENET[preset], field)
    return st.slider(label, least, most, value, least, key=f"inception_{field}_{preset}")


def _channels(preset: str, kept: bool) -> Module:
    """The sliders: what comes in, and the channels of each branch."""
    moved = {"ins": _slider(_("Channels that come in"), "ins", preset)}
    labels = {
        "ones": "1×1",
        "reduce3": _("1×1 in front of the 3×3"),
        "threes": "3×3",
        "reduce5": _("1×1 in front of the 5×5"),
        "fives": "5×5",
        "pool": _("1×1 behind the pooling"),
    }
    for place, group in zip(
        st.columns(2), (("ones", "reduce3", "reduce5"), ("pool", "threes", "fives")), strict=True
    ):
        with place:
            for field in group:
                if kept or field not in BOTTLENECKS:
                    moved[field] = _slider(labels[field], field, preset)
    if not kept:
        st.caption(_("The pooled channels pass as they are."))
    return replace(GOOGLENET[preset], **moved)


def _picture(module: Module, kept: bool) -> None:
    label = _("An inception module: four branches side by side, put together again")
    start = networks.shape([module.side, module.side, module.ins])
    planned = steps(inception_v1.layers(module, kept))
    drawing.show(planned, label, start, "inception_drawn")


def _numbers(module: Module, kept: bool) -> None:
    cost = inception_v1.cost(module, kept)
    st.markdown(
        _(
            "**{parameters}** parameters · **{macs}** MACs on a map of {side}×{side} · "
            "{ins} channels in, **{out}** out",
            parameters=f"{cost.parameters:,}",
            macs=number(cost.macs),
            side=module.side,
            out=f"{inception_v1.channels(module, kept):,}",
            ins=module.ins,
        )
    )


def _comparison(module: Module) -> None:
    lean, full = (inception_v1.cost(module, kept) for kept in (True, False))
    saved = 1 - lean.macs / full.macs
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
        _("MACs for one photo"),
        tick,
    )
    show(figure, key="inception_work", alt=title)
    st.caption(_("Purple: the 1×1 that only change the number of channels."))


def _pieces(every: tuple[Branch, ...]) -> list[Piece]:
    pieces = []
    for branch in every:
        for step in branch.steps:
            if step.kernel:
                size = f"{step.kernel}×{step.kernel}"
                hover = _("{size}: {macs} MACs", size=size, macs=number(step.cost.macs))
                tone = "head" if step.bottleneck else "ink"
                pieces.append(Piece(size, step.cost.macs, tone, hover))
    return pieces
