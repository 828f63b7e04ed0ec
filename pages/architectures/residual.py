"""The residual block: built, its gradients measured, trained beside a plain one, switched off."""

from __future__ import annotations

import streamlit as st

from core.zoo import catalog
from dashboard.kit.lesson import Part
from dashboard.kit.networks import described
from dashboard.kit.words import number
from dashboard.shell.language import _
from pages.architectures import (
    networks,
    residual_block,
    residual_gradients,
    residual_identity,
    residual_race,
)

BEFORE, AFTER = "vgg16", "resnet50"


def draw(part: Part) -> None:
    residual_block.draw(part)
    residual_gradients.draw(part)
    residual_race.draw(part)
    residual_identity.draw(part)
    st.subheader(_("What it was invented for"), anchor=False)
    _history(part)
    networks.try_it(AFTER)


def _history(part: Part) -> None:
    part.say("degradation")
    before, after = described(BEFORE), described(AFTER)
    if before is None or after is None:
        return
    part.say(
        "sizes",
        before=catalog.get(BEFORE).title,
        after=catalog.get(AFTER).title,
        before_depth=catalog.get(BEFORE).depth,
        after_depth=catalog.get(AFTER).depth,
        before_parameters=number(before["parameters_with_top"]),
        after_parameters=number(after["parameters_with_top"]),
        before_macs=number(before["macs_with_top"]),
        after_macs=number(after["macs_with_top"]),
    )
