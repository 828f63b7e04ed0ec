"""The project against no transfer, and against its own first stage."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.figures.comparison import RunDot, run_comparison
from core.runs.store import Run
from dashboard.kit import words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.shell.language import _
from pages.cats_dogs import state
from pages.cats_dogs.missing import finished


def draw(part: Part) -> None:
    runs = finished()
    if runs is None:
        return
    names = {
        state.SCRATCH: _("from scratch"),
        state.FIRST: _("stage 1 alone"),
        state.BOTH: _("both stages"),
    }
    title = _finding(runs)
    dots = [
        RunDot.of(name, runs[way].metrics, chosen=way == state.BOTH) for way, name in names.items()
    ]
    show(
        run_comparison(pen(), dots, title, chance=0.5),
        key="cd_compare",
        alt=_("Test accuracy of {count:# run|# runs}. {finding}", count=len(dots), finding=title),
    )
    _table(runs, names)
    gain = _accuracy(runs, state.BOTH) - _accuracy(runs, state.SCRATCH)
    part.say("gain" if _clear(runs) else "no_gain", points=words.signed(gain))
    part.say("seventy_five")
    tuned = _accuracy(runs, state.BOTH) - _accuracy(runs, state.FIRST)
    part.say("tuned", points=words.signed(tuned))


def _accuracy(runs: Mapping[str, Run], way: str) -> float:
    return float(runs[way].metrics["test_accuracy"])


def _clear(runs: Mapping[str, Run]) -> bool:
    """Whether the intervals of the project and of scratch do not touch."""
    project, scratch = (runs[way].metrics["test_interval"] for way in (state.BOTH, state.SCRATCH))
    return bool(project[0] > scratch[1])


def _finding(runs: Mapping[str, Run]) -> str:
    values = {
        "transfer": f"{_accuracy(runs, state.BOTH):.0%}",
        "scratch": f"{_accuracy(runs, state.SCRATCH):.0%}",
    }
    if _clear(runs):
        return _("Transfer {transfer}, from scratch {scratch}: a clear difference", **values)
    return _("Transfer {transfer}, from scratch {scratch}: not clear with these photos", **values)


def _table(runs: Mapping[str, Run], names: Mapping[str, str]) -> None:
    base = _accuracy(runs, state.SCRATCH)
    rows = []
    for way, name in names.items():
        low, high = runs[way].metrics["test_interval"]
        rows.append(
            {
                _("Model"): name,
                _("Test accuracy"): f"{_accuracy(runs, way):.1%}",
                _("95% interval"): f"{100 * low:.0f}–{100 * high:.0f}",
                _("Gain over scratch (points)"): words.signed(_accuracy(runs, way) - base),
                _("Time"): words.seconds(runs[way].timings["total"]),
                _("Parameters that learn"): words.number(runs[way].metrics["trainable_parameters"]),
            }
        )
    st.dataframe(rows, hide_index=True, key="cd_table")
