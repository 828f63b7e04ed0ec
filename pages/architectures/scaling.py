"""EfficientNet’s compound scaling: one slider that makes a network deeper, wider and sharper."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

import streamlit as st

from core.figures.scaled import Extent, Point, bought, scaled_svg
from core.zoo.scaling import DEPTH, MEMBERS, RESOLUTION, WIDTH, Scaled, compound, promised
from dashboard.kit import predict, stage
from dashboard.kit.chart import drawing, pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.words import number
from dashboard.shell.language import _

MOST = 7.0
START = 2.0
GUESSES = {"7×": 7.0, "14×": 14.0, "50×": 50.0, "100×": 100.0}
PLACE = "architectures/separable/phi_7"


def draw(part: Part) -> None:
    controls, scene = stage.sides("scaling")
    base, most = compound(0), compound(MOST)
    with controls:
        part.say("scaling")
        phi = st.slider(
            _("φ: how much larger"), 0.0, MOST, START, 0.5, format="%.1f", key="scaling_phi"
        )
        grown = compound(phi)
        told = _asked(most.macs / base.macs)
    with scene:
        svg = scaled_svg(
            pen(), _extent(f"φ = {phi:g}", grown), _extent("B0", base), _extent("", most)
        )
        drawing(svg, key="scaling_drawn", rows=_rows({"B0": base, f"φ = {phi:g}": grown}))
    with controls:
        part.say(
            "grown",
            phi=f"{phi:g}",
            depth=f"{DEPTH**phi:.2f}",
            width=f"{WIDTH**phi:.2f}",
            resolution=f"{RESOLUTION**phi:.2f}",
            parameters=number(grown.parameters),
            macs=number(grown.macs),
            times=f"{grown.macs / base.macs:.1f}",
        )
    if told:
        part.say(
            "promised",
            phi=f"{phi:g}",
            times=f"{grown.macs / base.macs:.1f}",
            promised=f"{promised(phi):.1f}",
            doubled=f"{2**phi:.1f}",
        )
    _bought(part, grown)


def _asked(times: float) -> bool:
    """The prediction is about the largest φ; a smaller one stands there first."""
    question = Question(
        _("φ = {most}: how many times the work of φ = 0?", most=f"{MOST:g}"),
        {name: _("{count}×", count=name[:-1]) for name in GUESSES},
    )
    nearest = min(GUESSES, key=lambda name: abs(log(GUESSES[name] / times)))
    return predict.quick(PLACE, "scaling_guess", question, _("Count it"), nearest)


def _rows(networks: Mapping[str, Scaled]) -> list[dict[str, object]]:
    return [
        {
            _("Network"): name,
            _("Resolution, px"): one.resolution,
            _("Blocks"): one.blocks,
            _("Most channels"): max(channels for channels, _repeats in one.stages),
            _("Parameters"): one.parameters,
            "MACs": one.macs,
        }
        for name, one in networks.items()
    ]


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
    with st.expander(_("The published family, figure by figure")):
        part.say("published")
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
