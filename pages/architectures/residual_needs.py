"""Does ResNet need more because it is deeper?  Predicted, then counted; and what it is for."""

from __future__ import annotations

import streamlit as st

from core.figures.work import Bar, Piece, work_bars
from core.zoo import catalog
from dashboard.kit import predict, stage
from dashboard.kit.bars import percent
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.networks import described
from dashboard.kit.predict import SHARE, Question
from dashboard.kit.words import number
from dashboard.shell.language import _

BEFORE, AFTER = "vgg16", "resnet50"
PLACE = "architectures/residual/needs"


def draw(part: Part) -> None:
    before, after = described(BEFORE), described(AFTER)
    if before is None or after is None:
        return
    old, new = catalog.get(BEFORE), catalog.get(AFTER)
    names = {"before": old.title, "after": new.title}
    depths = {"before_depth": old.depth, "after_depth": new.depth}
    layers = new.depth / old.depth
    parameters = after["parameters_with_top"] / before["parameters_with_top"]
    macs = after["macs_with_top"] / before["macs_with_top"]
    said, figure = stage.sides("residual_needs")
    with said:
        part.say("needs", **names, **depths)
        question = Question(
            _(
                "What share of {before}’s multiplications does {after} need for one photo?",
                **names,
            ),
            pick=SHARE,
        )
        told = predict.quick(PLACE, "residual_needs", question, _("Count both"), macs)
        if told:
            part.say(
                "needs_less" if macs < 1 and parameters < 1 else "needs_more",
                **names,
                before_parameters=number(before["parameters_with_top"]),
                after_parameters=number(after["parameters_with_top"]),
                before_macs=number(before["macs_with_top"]),
                after_macs=number(after["macs_with_top"]),
            )
    with figure:
        shares = {_("layers"): layers}
        if told:
            shares |= {_("parameters"): parameters, "MACs": macs}
        title = (
            _(
                "{after} needs {macs} of {before}’s multiplications and {parameters} of its "
                "parameters",
                **names,
                macs=percent(macs),
                parameters=percent(parameters),
            )
            if told
            else _(
                "{after} has {times} times as many layers as {before}",
                **names,
                times=f"{layers:.1f}",
            )
        )
        bars = [
            Bar(name, [Piece(percent(share), 100 * share, "head" if at else "quiet")])
            for at, (name, share) in enumerate(shares.items())
        ]
        axis = _("{after} in percent of {before}", **names)
        show(work_bars(pen(), bars, title, axis), key="residual_needs_bars", alt=title)
    with st.expander(_("What it was invented for")):
        part.say("degradation")
