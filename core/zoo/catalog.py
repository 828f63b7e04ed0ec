"""All networks, collected from their files in `core/zoo/backbones` (light: no TensorFlow)."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from core.messages import LabError, choose_from
from core.zoo import backbones
from core.zoo.backbone import Backbone


def _collected() -> Iterator[Backbone]:
    for module in iter_modules(backbones.__path__):
        yield from import_module(f"{backbones.__name__}.{module.name}").BACKBONES


BACKBONES = {one.id: one for one in sorted(_collected(), key=lambda one: one.place)}


def get(backbone: str) -> Backbone:
    """The entry of a backbone, or a LabError that lists the valid ids."""
    if backbone not in BACKBONES:
        raise LabError(
            "There is no network “{name}”. Choose from: {valid}.",
            name=backbone,
            valid=choose_from(BACKBONES),
        )
    return BACKBONES[backbone]


def differing(counted: dict[str, int]) -> list[str]:
    """The networks whose counted parameters, rounded as the course rounds, are not what it says.

    counted: parameters with the ImageNet classifier by network.
    """
    out = []
    for name, entry in BACKBONES.items():
        if entry.course and name in counted:
            said = entry.course.parameters
            digits = 0 if said == int(said) else 1
            if round(counted[name] / 1e6, digits) != said:
                out.append(name)
    return out
