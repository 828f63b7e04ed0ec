"""What the parts of the advisor call things (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.advise import cases, judged
from core.advise.ways import WAYS
from core.datasets import library
from core.datasets.corrupted import KINDS
from core.messages import signed
from core.transfer import rates
from core.zoo import catalog as zoo
from dashboard.kit import words
from dashboard.shell.language import _, listed, translate


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
    return translate(WAYS[name].title)


def rule(by: str, way_name: str) -> str:
    """What people choose by: the advice, or a rule of the literature and the way it trains in."""
    if by == judged.ADVICE:
        return _("this advice")
    chosen = {
        **{
            by: _("always {network}", network=zoo.get(name).title)
            for by, name in judged.ALWAYS.items()
        },
        judged.LOG_ME: _("LogME alone"),
        judged.KNN: _("k-NN alone"),
        judged.PROBE: _("linear probe alone"),
    }[by]
    return f"{chosen}, {way(way_name)}"


def wish(name: str) -> str:
    return {
        "accurate": _("Highest accuracy"),
        "quick": _("A quick prototype"),
        "cheap": _("Little computing"),
    }[name]


def arm(backbone: str, name: str) -> str:
    return f"{zoo.get(backbone).title}, {way(name)}"


def case(document: Mapping[str, Any]) -> str:
    """A case in one line: dataset, classes, photos of each; of an upload what it is made of."""
    upload = cases.UPLOADS.get(document["dataset"])
    dataset = document["dataset"] if upload is None else upload.source
    names = document["classes"] if upload is None else list(upload.counts)
    entry, titles = library.get(dataset), words.titles(dataset)
    values = {
        "dataset": translate(entry.title),
        "classes": listed(titles[name] for name in names)
        if names
        else _("all {count}", count=len(entry.classes)),
        "count": document["per_class"],
    }
    if upload is None:
        return _("{dataset} ({classes}), {count} per class", **values)
    if upload.kind:
        kind = translate(KINDS[upload.kind].title)
        return _("Upload: {dataset} ({classes}), {kind}, {count} per class", kind=kind, **values)
    counts = " : ".join(map(str, upload.counts.values()))
    return _(
        "Upload: {dataset} ({classes}, {counts} photos), {count} per class", counts=counts, **values
    )


def points(value: float) -> str:
    """A difference in percentage points, with its sign."""
    return signed(value)
