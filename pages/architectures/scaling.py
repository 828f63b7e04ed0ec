"""EfficientNet’s compound scaling: one slider that makes a network deeper, wider and sharper."""

from __future__ import annotations

import streamlit as st

from core.figures.scaled import BoughtTexts, Extent, Point, ScaledTexts, bought, scaled_svg
from core.zoo.scaling import DEPTH, MEMBERS, RESOLUTION, WIDTH, Scaled, compound, promised
from dashboard.kit.chart import show
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
from dashboard.shell import theme
from dashboard.shell.language import _

MOST = 7.0
START = 2.0


def draw(part: Part) -> None:
    st.subheader(_("EfficientNet: growing in three directions at once"), anchor=False)
    part.say("scaling")
    phi = st.slider(
        _("φ: how much larger"), 0.0, MOST, START, 0.5, format="%.1f", key="scaling_phi"
    )
    grown, base = compound(phi), compound(0)
    texts = ScaledTexts(
        _("EfficientNetB0 above, the network for this φ below it, on the same scale"),
        _captions("B0", base),
        _captions(f"φ = {phi:g}", grown),
    )
    svg = scaled_svg(_extent(grown), _extent(base), _extent(compound(MOST)), texts, theme.palette())
    st.markdown(svg, unsafe_allow_html=True)
    part.say(
        "grown",
        phi=f"{phi:g}",
        depth=f"{DEPTH**phi:.2f}",
        width=f"{WIDTH**phi:.2f}",
        resolution=f"{RESOLUTION**phi:.2f}",
        parameters=number(grown.parameters),
        macs=number(grown.macs),
        times=f"{grown.macs / base.macs:.1f}",
        promised=f"{promised(phi):.1f}",
        doubled=f"{2**phi:.1f}",
    )
    _bought(part, grown)


def _captions(name: str, network: Scaled) -> tuple[str, str]:
    return (
        _("{name}: {side} px", name=name, side=network.resolution),
        _("{count:# block|# blocks}, as tall as their channels", count=network.blocks),
    )


def _extent(network: Scaled) -> Extent:
    return Extent(
        network.resolution,
        tuple(channels for channels, repeats in network.stages for _time in range(repeats)),
    )


def _bought(part: Part, grown: Scaled) -> None:
    first, last = MEMBERS[0], MEMBERS[-1]
    gained, dearer = last.top1 - first.top1, last.macs / first.macs
    title = _(
        "From B0 to B7: {gained} points more accurate for {dearer} times the work",
        gained=f"{gained:.1f}",
        dearer=f"{dearer:.0f}",
    )
    figure = bought(
        [Point(member.name, member.macs, member.top1) for member in MEMBERS],
        grown.macs / 1e9,
        BoughtTexts(
            title,
            _("Published MACs for one photo, in billions"),
            _("Published ImageNet top-1, %"),
            _("your φ"),
        ),
        theme.palette(),
    )
    show(figure, key="scaling_bought", alt=title)
    part.say("published")
    with st.expander(_("The published family, figure by figure")):
        st.dataframe(
            [
                {
                    _("Network"): member.name,
                    _("Resolution, px"): member.resolution,
                    _("Width"): f"×{member.width:g}",
                    _("Depth"): f"×{member.depth:g}",
                    _("Parameters, millions"): member.parameters,
                    _("MACs, billions"): member.macs,
                    _("Top-1, %"): member.top1,
                }
                for member in MEMBERS
            ],
            hide_index=True,
            width="stretch",
            key="scaling_family",
        )
