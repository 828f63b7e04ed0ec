"""The mistakes on purpose, one file each; the list is collected from the files (light)."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from core.messages import LabError, msg
from core.transfer.mistakes.mistake import Mistake
from core.zoo.backbone import Backbone

_found: list[Mistake] = [
    import_module(f"{__name__}.{file.name}").MISTAKE
    for file in iter_modules(__path__)
    if file.name != "mistake"
]
MISTAKES = {entry.id: entry for entry in sorted(_found, key=lambda entry: entry.place)}
NONE = Mistake("", 0, broken=lambda twin: twin, title=msg("none"))
FAULTS = {"": NONE} | {name: entry for name, entry in MISTAKES.items() if entry.title}


def possible(backbone: str, scratch: bool) -> tuple[str, ...]:
    """What `fault` may say for a network, "" (none) among them."""
    return tuple(name for name, entry in FAULTS.items() if scratch or entry.possible(backbone))


def check(fault: str, backbone: Backbone) -> None:
    """Raise LabError where a mistake cannot be made with a ready network."""
    if not FAULTS[fault].possible(backbone.id):
        raise LabError(
            "For {backbone} this mistake cannot be made here: its own preprocessing is no "
            "simple scaling. Choose EfficientNet-Lite0.",
            backbone=backbone.title,
        )
