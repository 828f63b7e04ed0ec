"""The examples' attack: on another photo, another network and another target than the course's."""

from __future__ import annotations

from typing import Any

from core.imagine.attacks.recipe import Attack
from core.work import Document
from core.zoo import catalog
from dashboard.kit import photo
from dashboard.shell.language import _, language
from dashboard.shell.names import class_name

SAMPLE = "imagenet_08"  # a yurt
TARGET = 504  # a coffee mug
ATTACK = Attack.of("pgd", backbones=("squeezenet",), target=TARGET, budget=8)


def example(analysis: str, **more: Any) -> tuple[str, Document]:
    """What `scripts.examples` measures: an analysis, asked with `more`."""
    asked = {"analysis": analysis, "recipe": ATTACK.to_json(), "sample": SAMPLE, "more": more}
    return "attack_example", asked


def matrix(attack: Attack) -> tuple[str, Document]:
    """The same of an attack on every network in turn."""
    asked = {"analysis": "matrix", "recipe": attack.to_json(), "sample": SAMPLE}
    return "attack_example", asked


def differs(attack: Attack = ATTACK) -> str:
    """What the example is of, in words."""
    network = catalog.get(attack.backbones[0]).title
    if not attack.targeted:
        return _("Of {network}, which is to leave its answer.", network=network)
    return _(
        "Of {network}, which is to answer “{target}” to the photo “{photo}”.",
        network=network,
        target=class_name(attack.target),
        photo=photo.sample(SAMPLE, language()).name,
    )
