"""Depthwise separable convolutions: how they work, what they save, what the clock says."""

from __future__ import annotations

from math import log

import streamlit as st

from core.experiments import cost
from core.experiments.separable import Pair, pair
from core.figures.planes import separable_svg, standard_svg
from core.figures.work import Bar, Piece, work_bars
from dashboard.kit import predict, stage, trial
from dashboard.kit.bars import percent
from dashboard.kit.chart import drawing, pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.trial import Experiment, Found
from dashboard.kit.words import number, tick
from dashboard.shell.language import _

GUESSES = {"1.5×": 1.5, "3×": 3.0, "9×": 9.0, "100×": 100.0}
MANY, PLACE = 256, "architectures/separable/256_channels"
SLOW, AS_PROMISED, FAST = "slow", "as_promised", "fast"
KERNELS = (1, 3, 5, 7)
CHANNELS = (1, 4, 16, 32, 64, 128, 256)
SIDES = (7, 14, 28, 56)
NEAR = 0.15  # time and work agree when their ratios are this close


def draw(part: Part) -> None:
    controls, scene = stage.sides("separable_cost")
    with controls:
        left, right = st.columns(2)
        kernel = left.select_slider(
            _("Kernel"), KERNELS, 3, format_func=lambda k: f"{k}×{k}", key="separable_kernel"
        )
        ins = left.select_slider(_("Channels in"), CHANNELS, 16, key="separable_ins")
        side = right.select_slider(
            _("Map"), SIDES, 28, format_func=lambda s: f"{s}×{s}", key="separable_side"
        )
        outs = right.select_slider(_("Channels out"), CHANNELS, 4, key="separable_outs")
        told = _asked()
        both = pair(kernel, ins, outs, side)
        if told:
            _words(part, both, kernel, outs)
    with scene:
        _drawings(both, kernel, ins, outs)
        _counted(both, kernel)
    if told:
        _timed(part, both, kernel, ins, outs, side)


def _asked() -> bool:
    """The prediction is about many channels; few stand there first."""
    times = 1 / pair(3, MANY, MANY, SIDES[0]).share
    question = Question(
        _(
            "A 3×3 convolution, {channels} channels in and out: how many times fewer "
            "multiplications does the separable way need?",
            channels=MANY,
        ),
        {name: _("{count}× fewer", count=name[:-1]) for name in GUESSES},
    )
    nearest = min(GUESSES, key=lambda name: abs(log(GUESSES[name] / times)))
    return predict.quick(PLACE, "separable_guess", question, _("Count it"), nearest)


def _drawings(both: Pair, kernel: int, ins: int, outs: int) -> None:
    with st.container(key="wraps_tables_convolutions"):
        left, right = st.columns(2, gap="medium")
    step, weights = _("Step"), _("Weights")
    with left:
        st.markdown(f"**{_('Standard convolution')}**")
        rows = [{step: f"{kernel}×{kernel}", weights: both.standard.parameters}]
        drawing(standard_svg(pen(), kernel, ins, outs), key="separable_standard", rows=rows)
    with right:
        st.markdown(f"**{_('Depthwise, then 1×1')}**")
        rows = [
            {step: _("{size} depthwise", size=f"{kernel}×{kernel}")}
            | {weights: both.depthwise.parameters},
            {step: "1×1", weights: both.pointwise.parameters},
        ]
        drawing(separable_svg(pen(), kernel, ins, outs), key="separable_two", rows=rows)


def _words(part: Part, both: Pair, kernel: int, outs: int) -> None:
    part.say(
        "cheaper" if both.share < 1 else "dearer",
        outs=outs,
        kernel=kernel,
        square=kernel**2,
        share=f"{both.share:.3f}",
        pointwise=percent(both.pointwise.macs / both.separable.macs),
    )


def _counted(both: Pair, kernel: int) -> None:
    times = 1 / both.share
    title = (
        _("The separable way needs {times} times fewer multiplications", times=f"{times:.1f}")
        if times >= 1
        else _("Here the separable way needs more multiplications than the standard one")
    )

    def piece(label: str, one: cost.Cost, tone: str) -> Piece:
        hover = _(
            "{label}: {macs} MACs, {parameters} weights",
            label=label,
            macs=number(one.macs),
            parameters=f"{one.parameters:,}",
        )
        return Piece(label, one.macs, tone, hover)

    size = f"{kernel}×{kernel}"
    figure = work_bars(
        pen(),
        [
            Bar(_("standard"), [piece(size, both.standard, "ink")]),
            Bar(
                _("separable"),
                [
                    piece(_("{size} depthwise", size=size), both.depthwise, "trainable"),
                    piece("1×1", both.pointwise, "head"),
                ],
            ),
        ],
        title,
        _("MACs for one photo"),
        tick,
    )
    show(figure, key="separable_work", alt=title)


def _timed(part: Part, both: Pair, kernel: int, ins: int, outs: int, side: int) -> None:
    """Does the clock agree with the count?"""
    question = Question(
        _("And the clock: how much faster is the separable way?"),
        {
            SLOW: _("less than its work promises"),
            AS_PROMISED: _("as much as its work promises"),
            FAST: _("more than its work promises"),
        },
        lines=True,
    )
    st.subheader(_("Does the clock agree?"), anchor=False)
    trial.experiment(
        part,
        Experiment(
            question,
            "convolution_time",
            {"kernel": kernel, "ins": ins, "outs": outs, "side": side},
            _("Race them on this computer"),
            "separable_time",
            outcome=_kind,
            live=lambda runs, active: None,
            picture=_raced,
            told=lambda found, came: _told(part, both, (ins, outs, side), found),
        ),
    )


def _kind(found: Found) -> str:
    """How time saved compares with work saved."""
    faster, promised = found["faster"][1], found["promised"]
    if faster < promised * (1 - NEAR):
        return SLOW
    return FAST if faster > promised * (1 + NEAR) else AS_PROMISED


def _raced(found: Found) -> None:
    faster = found["faster"][1]
    promised = found["promised"]
    title = _(
        "{promised} times less work, {faster} times faster",
        promised=f"{promised:.1f}",
        faster=f"{faster:.1f}",
    )
    figure = work_bars(
        pen(),
        [
            Bar(_("work saved"), [Piece(f"{promised:.1f}×", promised, "ink")]),
            Bar(_("time saved"), [Piece(f"{faster:.1f}×", faster, "head")]),
        ],
        title,
        _("standard divided by separable"),
    )
    show(figure, key="separable_race", alt=title)


def _told(part: Part, both: Pair, sizes: tuple[int, int, int], found: Found) -> None:
    (ins, outs, side), (low, faster, high) = sizes, found["faster"]
    part.say(
        _kind(found),
        faster=f"{faster:.1f}",
        promised=f"{found['promised']:.1f}",
        standard=f"{cost.intensity(both.standard, ins, outs, side):.0f}",
        depthwise=f"{cost.intensity(both.depthwise, ins, ins, side):.1f}",
    )
    st.caption(
        _(
            "Median of {rounds} rounds, each way once in every round; middle half of the rounds "
            "{low} to {high}. {photos} maps of {side}×{side} at a time, TensorFlow, this computer.",
            rounds=found["rounds"],
            low=f"{low:.1f}×",
            high=f"{high:.1f}×",
            photos=found["photos"],
            side=found["side"],
        )
    )
