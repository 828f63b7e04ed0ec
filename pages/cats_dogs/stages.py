"""The 2 x 2 learning curves, and what each stage and each callback did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.figures.two_stages import two_stages
from core.statistics import noise
from core.transfer.rates import CHAPTER
from core.transfer.recipe import Recipe
from dashboard.kit import predict, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.cats_dogs import state

Rows = Sequence[Mapping[str, Any]]
OVERFITS = 0.1  # training accuracy above validation accuracy from which we call it so


ABOVE, ALIKE, BELOW = "above", "alike", "below"  # training against validation


def draw(part: Part) -> None:
    project = state.own()
    if project is None:
        state.offered(partial(_read, part))
        return
    first, _second = split(project.found[state.BOTH].curve)
    photos = project.recipes[state.BOTH].validating
    came = overfits(first, photos)
    label = _("Show the curves")
    place = f"cats_dogs/stages/{project.name}"
    if predict.quick(place, "cd_gap", question(), label, came):
        _read(part, project)


def question() -> Question:
    return Question(
        _(
            "Your prediction: at the end of stage 1, where does the training accuracy lie against "
            "validation?"
        ),
        {
            ABOVE: _("clearly above: it learns by heart"),
            ALIKE: _("about the same"),
            BELOW: _("clearly below: dropout and changed photos make training harder"),
        },
        lines=True,
    )


def overfits(first: Rows, photos: int) -> str:
    """Where training ends against validation in stage 1."""
    gap = first[-1]["accuracy"] - first[-1]["val_accuracy"]
    if abs(gap) <= max(OVERFITS, noise(first[-1]["val_accuracy"], photos)):
        return ALIKE
    return ABOVE if gap > 0 else BELOW


def _read(part: Part, project: Standing) -> None:
    """The four curves, and what they show."""
    rows = project.found[state.BOTH].curve
    recipe = project.recipes[state.BOTH]
    chart(rows, recipe, key="cd_stages")
    first, second = split(rows)
    st.markdown("\n".join(f"- {said}" for said in readings(part, first, second, recipe.validating)))


def split(rows: Rows) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The rows of stage 1 and of stage 2."""
    return (
        [row for row in rows if row["stage"] == "head"],
        [row for row in rows if row["stage"] != "head"],
    )


def best(rows: Rows) -> Mapping[str, Any]:
    """The epoch that the checkpoint keeps."""
    return max(rows, key=lambda row: row["val_accuracy"])


def chart(rows: Rows, recipe: Recipe, key: str) -> None:
    first, second = split(rows)
    title = _finding(first, second, recipe.validating)
    show(
        two_stages(pen(), (first, second), ""),
        key=f"{key}_{len(rows)}" if key == "cd_live" else key,
        alt=_("Accuracy and loss of both stages. {finding}", finding=title),
        title=title,
    )


def _finding(first: Rows, second: Rows, photos: int) -> str:
    """What stage 2 did, as far as so many validation photos can tell."""
    if not second:
        return _("Stage 1 is under way")
    before, after = best(first)["val_accuracy"], best(second)["val_accuracy"]
    values = {"before": f"{before:.1%}", "after": f"{after:.1%}"}
    if after == before:
        return _("Stage 2 left the best validation accuracy at {before}", **values)
    if abs(after - before) < noise(before, photos):
        return _("Best validation accuracy: {before}, then {after}; too close to tell", **values)
    if after > before:
        return _("Stage 2 raised the best validation accuracy from {before} to {after}", **values)
    return _("Stage 2 did not help: validation went from {before} to {after}", **values)


def readings(part: Part, first: Rows, second: Rows, photos: int) -> list[str]:
    """What the curves show, a sentence each; which ones is decided by the measurement.  `photos`:
    how many validate."""
    said = []
    kept = best(first)
    stopped = len(first) < 20
    said.append(part.text("stopped" if stopped else "ran", epochs=len(first), kept=kept["epoch"]))
    rates = sorted({row["lr"] for row in first}, reverse=True)
    said.append(
        part.text("slowed", rate=words.rate(rates[-1]), times=len(rates) - 1)
        if len(rates) > 1
        else part.text("steady", rate=words.rate(rates[0]))
    )
    gap = first[-1]["accuracy"] - first[-1]["val_accuracy"]
    said.append(
        part.text(
            "gap" if overfits(first, photos) == ABOVE else "no_gap",
            points=f"{100 * gap:.0f}".replace("-", "−"),
        )
    )
    if second:
        change = best(second)["val_accuracy"] - kept["val_accuracy"]
        smallest = noise(kept["val_accuracy"], photos)
        values = {"points": f"{100 * abs(change):.1f}"}
        if change and abs(change) < smallest:
            values = {"points": words.signed(change), "least": f"{100 * smallest:.1f}"}
            said.append(part.text("stage_open", photos=photos, **values))
        else:
            which = "better" if change > 0 else "worse" if change else "same"
            said.append(part.text(which, rate=words.rate(CHAPTER), **values))
    return said
