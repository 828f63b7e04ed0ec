"""The residual block: built, its gradients measured, trained beside a plain one, switched off."""

from __future__ import annotations

from dashboard.kit.lesson import Part
from dashboard.shell.language import N_
from pages.architectures import (
    networks,
    residual_block,
    residual_gradients,
    residual_identity,
    residual_needs,
    residual_race,
    sections,
)
from pages.architectures.residual_gradients import Payload

SECTIONS = {
    "block": (N_("The block"), residual_block.draw),
    "off": (N_("Switch its branch off"), residual_identity.draw),
    "gradients": (N_("Gradients"), residual_gradients.draw),
    "race": (N_("Which one learns?"), residual_race.draw),
    "needs": (N_("What it needs"), residual_needs.draw),
}


def draw(part: Part) -> None:
    sections.draw(part, SECTIONS)
    networks.try_it(residual_needs.AFTER)


def examples() -> dict[str, tuple[str, Payload]]:
    """Few layers, another draw: they need no help, so they give nothing away."""
    return {
        residual_gradients.KEY: residual_gradients.EXAMPLE,
        residual_race.KEY: residual_race.EXAMPLE,
    }
