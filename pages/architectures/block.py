"""A block of a network as a drawing: its steps in boxes, each of which may be clicked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.figures.block import block_svg
from core.zoo.steps import Step
from dashboard.components import pick
from dashboard.kit import chart
from dashboard.kit.chart import pen
from dashboard.shell.language import _
from pages.architectures.networks import shape
from pages.architectures.step_words import name, words


def svg(every: Sequence[Step], label: str, start: str, chosen: str = "") -> str:
    """The drawing.  start: what comes in.  chosen: the id of the step that is looked at."""
    named = {step.id: words(step) for step in every}
    return block_svg(pen(), every, label, words=named, start=start, chosen=chosen)


def show(every: Sequence[Step], label: str, start: str, key: str) -> None:
    """Draw it as it is, its numbers one click away."""
    chart.drawing(svg(every, label, start), key=key, rows=numbers(every))


def draw(every: Sequence[Step], label: str, start: str, key: str) -> None:
    """Draw it; a step that is clicked is told in one line below."""
    chosen = pick.picked(key)
    pick.pick(svg(every, label, start, chosen), key, chosen=chosen)
    chart.number_table(key, numbers(every))
    for step in every:
        if step.id == chosen:
            st.caption(words(step).hover)


def numbers(every: Sequence[Step]) -> list[dict[str, object]]:
    """A row for each step."""
    return [
        {
            _("Step"): name(step.layer),
            _("Output shape"): shape(step.last["output"]),
            _("Parameters"): step.parameters,
            "MACs": step.macs,
        }
        for step in every
    ]
