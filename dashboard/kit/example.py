"""What a part shows before the learner has measured: a real example, marked as one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager

import streamlit as st
from babel.dates import format_date

from core.jobs.state import DONE
from core.runs import examples
from core.runs.examples import Example
from core.runs.record import APART
from core.runs.store import Run
from core.transfer.recipe import Recipe
from dashboard.kit import stage, words
from dashboard.kit.lesson import Part
from dashboard.kit.series import Standing
from dashboard.shell.language import _, language, listed, together


def of(part: Part, key: str) -> Example | None:
    """The example of a part's measurement, if it has one."""
    return examples.of(part.lesson, part.id, key)


def framed(example: Example, what: str = "") -> AbstractContextManager[object]:
    """A frame around the example that says that it is one, where and when it was measured.

    what: how it differs from what the learner is about to measure.
    """
    frame = st.container(border=True)
    stage.waits(frame)
    told = _(
        "Example, measured on {processor}, {day}. Yours takes its place.",
        processor=example.processor,
        day=format_date(example.measured, "medium", locale=language()),
    )
    frame.caption(f":material/visibility: {together(told, what)}")
    return frame


def differs(example: Example, yours: Mapping[str, Recipe]) -> str:
    """In which settings the example's trainings differ from the learner's, in words."""
    values: dict[str, set[str]] = {}  # what a setting is called → what it is in the example
    for name, recipe in example.recipes.items():
        for field in words.changed(yours[name].check(), recipe) if name in yours else ():
            if field != "seed":
                values.setdefault(words.name(field), set()).add(words.value(recipe, field))
    told = (
        _("{group}: {said}", group=field, said=" / ".join(sorted(each)))
        for field, each in sorted(values.items())
    )
    return _("Other than yours: {list}.", list=listed(told)) if values else ""


def standing(example: Example) -> Standing:
    """The example's trainings as a finished series."""
    runs = {
        name: Run(
            owner="",
            kind="train",
            status=DONE,
            recipe=example.recipes[name].to_json(),
            metrics={field: value for field, value in result.items() if field not in APART},
            curve=[dict(row) for row in result["history"]],
            timings=result["seconds"],
            predictions=dict(result.get("predictions", {})),
            id=f"example-{name}",  # the same whenever the page is drawn
        )
        for name, result in example.results.items()
    }
    return Standing("", example.recipes, runs)
