"""Cheap convolutions: what they save, the blocks built from them, and how EfficientNet grows."""

from __future__ import annotations

from dashboard.kit.lesson import Part
from dashboard.shell.language import N_
from pages.architectures import depthwise, inverted, networks, scaling, sections, separable_cost

SECTIONS = {
    "cost": (N_("Two steps in place of one"), separable_cost.draw),
    "photo": (N_("On your photo"), depthwise.draw),
    "block": (N_("Narrow, wide, narrow"), inverted.draw),
    "growing": (N_("EfficientNet grows"), scaling.draw),
}


def draw(part: Part) -> None:
    sections.draw(part, SECTIONS)
    networks.try_it("efficientnet_lite0")
