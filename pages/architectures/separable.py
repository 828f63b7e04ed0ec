"""Depthwise separable convolutions: how they work, what they save, what the clock says."""

from __future__ import annotations

import streamlit as st

from core.experiments import cost
from core.experiments.separable import Pair, pair
from core.figures.planes import separable_svg, standard_svg
from core.figures.work import Bar, Piece, work_bars
from dashboard.kit import ask
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell.language import _
from pages.architectures import depthwise, guess, inverted, networks, scaling

GUESSES = {"1.5×": 1.5, "3×": 3.0, "8×": 8.0, "100×": 100.0}
KERNELS = (1, 3, 5, 7)
CHANNELS = (1, 4, 16, 32, 64, 128, 256)
SIDES = (7, 14, 28, 56)
NEAR = 0.15  # time and work agree when their ratios are this close


def draw(part: Part) -> None:
    choices = st.columns(4)
    kernel = choices[0].select_slider(
        _("Kernel"), KERNELS, 3, format_func=lambda k: f"{k}×{k}", key="separable_kernel"
    )
    ins = choices[1].select_slider(_("Channels in"), CHANNELS, 128, key="separable_ins")
    outs = choices[2].select_slider(_("Channels out"), CHANNELS, 128, key="separable_outs")
    side = choices[3].select_slider(
        _("Map"), SIDES, 28, format_func=lambda s: f"{s}×{s}", key="separable_side"
    )
    both = pair(kernel, ins, outs, side)
    _drawings(kernel, ins, outs)
    guessed = guess.of_values(
        part,
        "separable_guess",
        _("How many times fewer multiplications does the separable way need?"),
        GUESSES,
        1 / both.share,
    )
    if guessed is not None:
        _counted(part, both, kernel, outs, guessed)
        _timed(part, both, kernel, ins, outs, side)
    depthwise.draw(part)
    inverted.draw(part)
    scaling.draw(part)
    networks.try_it("efficientnet_lite0")


def _drawings(kernel: int, ins: int, outs: int) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{_('Standard convolution')}**")
        st.markdown(standard_svg(pen(), kernel, ins, outs), unsafe_allow_html=True)
    with right:
        st.markdown(f"**{_('Depthwise, then 1×1')}**")
        st.markdown(separable_svg(pen(), kernel, ins, outs), unsafe_allow_html=True)


def _counted(part: Part, both: Pair, kernel: int, outs: int, guessed: tuple[str, bool]) -> None:
    times = 1 / both.share
    title = (
        _("The separable way needs {times} times fewer multiplications", times=f"{times:.1f}")
        if times >= 1
        else _("Here the separable way needs more multiplications than the standard one")
    )

    def piece(label: str, one: cost.Cost, tone: str) -> Piece:
        hover = _(
            "{label}: {macs} million MACs, {parameters} weights",
            label=label,
            macs=f"{one.macs / 1e6:,.2f}",
            parameters=f"{one.parameters:,}",
        )
        return Piece(label, one.macs / 1e6, tone, hover)

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
        _("MACs for one photo, in millions"),
    )
    show(figure, key="separable_work", alt=title)
    said, right = guessed
    part.say("guessed" if right else "guessed_off", said=said, times=f"{times:.1f}×")
    part.say(
        "cheaper" if both.share < 1 else "dearer",
        outs=outs,
        kernel=kernel,
        square=kernel**2,
        share=f"{both.share:.3f}",
        standard=number(both.standard.parameters),
        separable=number(both.separable.parameters),
        pointwise=percent(both.pointwise.macs / both.separable.macs),
    )


def _timed(part: Part, both: Pair, kernel: int, ins: int, outs: int, side: int) -> None:
    part.say("time")
    found = ask.on_press(
        "convolution_time",
        {"kernel": kernel, "ins": ins, "outs": outs, "side": side},
        _("Race them on this machine"),
        "separable_time",
        primary=True,
    )
    if found is None:
        return
    low, faster, high = found["faster"]
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
    kind = (
        "slow"
        if faster < promised * (1 - NEAR)
        else "fast"
        if faster > promised * (1 + NEAR)
        else "as_promised"
    )
    part.say(
        kind,
        faster=f"{faster:.1f}",
        promised=f"{promised:.1f}",
        standard=f"{cost.intensity(both.standard, ins, outs, side):.0f}",
        depthwise=f"{cost.intensity(both.depthwise, ins, ins, side):.1f}",
    )
    st.caption(
        _(
            "Median of {rounds} rounds, each way once in every round; middle half of the rounds "
            "{low} to {high}. {photos} maps of {side}×{side} at a time, TensorFlow, this machine.",
            rounds=found["rounds"],
            low=f"{low:.1f}×",
            high=f"{high:.1f}×",
            photos=found["photos"],
            side=found["side"],
        )
    )
