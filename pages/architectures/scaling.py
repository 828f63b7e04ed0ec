"""EfficientNet’s compound scaling: one slider that makes a network deeper, wider and sharper."""

from __future__ import annotations

import streamlit as st

from core.figures.scaled import Extent, Point, bought, scaled_svg
from core.zoo.scaling import DEPTH, MEMBERS, RESOLUTION, WIDTH, Scaled, compound, promised
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.words import number
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
    svg = scaled_svg(
        pen(), _extent(f"φ = {phi:g}", grown), _extent("B0", base), _extent("", compound(MOST))
    )
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


def _extent(name: str, network: Scaled) -> Extent:
    return Extent(
        name,
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
    points = [Point(member.name, member.macs, member.top1) for member in MEMBERS]
    show(bought(pen(), points, title, grown.macs / 1e9), key="scaling_bought", alt=title)
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
