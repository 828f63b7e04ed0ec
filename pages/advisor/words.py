"""What the parts of the advisor call things (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.datasets import library
from core.transfer import rates
from core.zoo import catalog as zoo
from dashboard.kit import words
from dashboard.shell.language import _, translate


def similarity(name: str) -> str:
    return {
        "high": _("High similarity"),
        "medium": _("Medium similarity"),
        "low": _("Low similarity"),
    }[name]


def similar_like(name: str) -> str:
    """The course's examples of a similarity."""
    return {
        "high": _("breeds, flowers, cars"),
        "medium": _("medical, satellite, faces"),
        "low": _("X-ray, microscope, abstract art"),
    }[name]


def amount(rung: int) -> tuple[str, str]:
    """A row of the size table: its name and its numbers."""
    return (
        (_("Very small"), _("under 1,000 photos")),
        (_("Small"), _("1,000 to 5,000")),
        (_("Medium size"), _("5,000 to 50,000")),
        (_("Large"), _("over 50,000")),
    )[rung]


def blocks(unfreeze: int) -> str:
    """How much of a network is unfrozen."""
    if unfreeze == 1:
        return _("last block unfrozen")
    return (
        _("{count:last block|last # blocks} unfrozen", count=unfreeze)
        if unfreeze
        else _("all frozen")
    )


def rate_of(unfreeze: int) -> float:
    """The course's rate: usual for a head alone, low as soon as blocks learn along."""
    return rates.CHAPTER if unfreeze else rates.HEAD


def way(name: str) -> str:
    """A way that was considered."""
    return {
        "extract": _("everything frozen"),
        "tune_1": _("last block trained"),
    }[name]


def wish(name: str) -> str:
    return {
        "accurate": _("Highest accuracy"),
        "quick": _("A quick prototype"),
        "cheap": _("Little computing"),
    }[name]


def arm(backbone: str, name: str) -> str:
    return f"{zoo.get(backbone).title}, {way(name)}"


def case(document: Mapping[str, Any]) -> str:
    """A case in one line: dataset, classes, photos of each."""
    entry = library.get(document["dataset"])
    titles = words.titles(document["dataset"])
    names = document["classes"]
    return _(
        "{dataset} ({classes}), {count} per class",
        dataset=translate(entry.title),
        classes=", ".join(titles[name] for name in names)
        if names
        else _("all {count}", count=len(entry.classes)),
        count=document["per_class"],
    )


def points(value: float) -> str:
    """A difference in percentage points, with its sign."""
    return f"{value:+.1f}"
