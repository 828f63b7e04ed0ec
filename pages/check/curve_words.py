"""The predicted curves in words: their ticks, their legend, and the finding as it was measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core import labels
from core.experiments.verdicts import Curve
from core.figures.predicted import AXES, LINES
from dashboard.kit.bars import percent
from dashboard.shell.language import _, language, together, translate


def ticks(experiment: str, x: Sequence[float]) -> list[str]:
    """The labels of an experiment's x values."""
    if experiment == "cover":
        return [percent(value) for value in x]
    if experiment == "rates":
        return [f"{value:.5f}".rstrip("0") for value in x]
    return [str(value) for value in x]


def legend(experiment: str) -> None:
    """What the axes and lines of the sketches are."""
    x, y = map(translate, AXES[experiment])
    said = _("Across: {x}. Upwards: {y}.", x=x, y=y)
    if experiment == "reuse":
        lines = {name: translate(LINES[name]) for name in ("frozen", "scratch")}
        said = together(said, _("Solid: {frozen}. Dashed: {scratch}.", **lines))
    st.caption(said)


def finding(curve: Curve) -> str:
    """The title of a measured curve: what it shows, in numbers."""
    return {
        "photos": _from_to,
        "reuse": _reuse,
        "sizes": _from_to,
        "rates": _rates,
        "loose": _loose,
        "losses": _losses,
        "cover": _cover,
    }[curve["experiment"]](curve)


def _line(curve: Curve) -> list[float]:
    (line,) = curve["lines"].values()
    return list(line["y"])


def _from_to(curve: Curve) -> str:
    y = _line(curve)
    values: dict[str, Any] = {"first": percent(y[0]), "last": percent(y[-1])}
    values |= {"few": curve["x"][0], "many": curve["x"][-1]}
    if curve["experiment"] == "sizes":
        return _("{first} right at {few} pixels, {last} at {many}", **values)
    return _("{first} right with {few} photos of each class, {last} with {many}", **values)


def _reuse(curve: Curve) -> str:
    frozen, scratch = (curve["lines"][name]["y"] for name in ("frozen", "scratch"))
    return _(
        "Frozen features {frozen_few} → {frozen_many}, from scratch {few} → {many}",
        frozen_few=percent(frozen[0]),
        frozen_many=percent(frozen[-1]),
        few=percent(scratch[0]),
        many=percent(scratch[-1]),
    )


def _rates(curve: Curve) -> str:
    y = _line(curve)
    names, best = ticks("rates", curve["x"]), y.index(max(y))
    return _(
        "Best at a rate of {rate} ({best}); {last} at {highest}",
        rate=names[best],
        best=percent(y[best]),
        last=percent(y[-1]),
        highest=names[-1],
    )


def _loose(curve: Curve) -> str:
    y, turn = _line(curve), curve["turn"]
    return _(
        "{before} right before the blocks were unfrozen, {end} at the end",
        before=percent(y[turn - 1]),
        end=percent(y[-1]),
    )


def _losses(curve: Curve) -> str:
    y = _line(curve)
    lowest = y.index(min(y))
    return _(
        "Validation loss lowest in epoch {epoch} ({lowest}), {end} at the end",
        epoch=curve["x"][lowest],
        lowest=f"{y[lowest]:.2f}",
        end=f"{y[-1]:.2f}",
    )


def _cover(curve: Curve) -> str:
    y = _line(curve)
    above = [x for x, share in zip(curve["x"], y, strict=True) if share >= y[0] / 2]
    return _(
        "“{name}”: {first} uncovered, and at least half of that until {share} are covered",
        name=labels.name(curve["answer"], language()),
        first=percent(y[0]),
        share=percent(above[-1]),
    )
