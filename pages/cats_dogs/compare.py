"""The project against no transfer, and against its own first stage."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.figures.comparison import RunDot, run_comparison
from core.statistics import touch
from core.transfer.result import Results
from dashboard.kit import guesses, predict, words
from dashboard.kit.chart import pen, show
from dashboard.kit.lesson import Part
from dashboard.kit.predict import Question
from dashboard.kit.series import Standing
from dashboard.shell.language import _
from pages.cats_dogs import state

OPEN = "open"  # the two cannot be told apart


def draw(part: Part) -> None:
    project = state.own()
    if project is None:
        state.offered(partial(_compared, part))
        return
    guess = guesses.at(f"cats_dogs/programme/{project.name}")
    predict.answer(question(), guess, outcome(project.results))
    _compared(part, project)


def _compared(part: Part, project: Standing) -> None:
    runs, names = project.results, _names()
    title = _finding(runs)
    dots = [RunDot.of(name, runs[way], chosen=way == state.BOTH) for way, name in names.items()]
    show(
        run_comparison(pen(), dots, "", chance=0.5),
        key="cd_compare",
        alt=_("Test accuracy of {count:# run|# runs}. {finding}", count=len(dots), finding=title),
        title=title,
    )
    _table(runs, names)
    gain = _accuracy(runs, state.BOTH) - _accuracy(runs, state.SCRATCH)
    part.say("gain" if _clear(runs) else "no_gain", points=words.signed(gain))
    tuned = _accuracy(runs, state.BOTH) - _accuracy(runs, state.FIRST)
    part.say("tuned", points=words.signed(tuned))
    part.say("seventy_five")


def _accuracy(runs: Results, way: str) -> float:
    return float(runs[way]["test_accuracy"])


def question() -> Question:
    """What is to be predicted before the project is run."""
    choices = _names() | {OPEN: _("No clear difference")}
    del choices[state.FIRST]
    return Question(_("Your prediction: which gets more test photos right?"), choices)


def outcome(runs: Results) -> str:
    """The project or scratch, whichever interval lies above the other's."""
    project, scratch = (runs[way]["test_interval"] for way in (state.BOTH, state.SCRATCH))
    if touch(project, scratch):
        return OPEN
    return state.BOTH if project[0] > scratch[1] else state.SCRATCH


def _clear(runs: Results) -> bool:
    """Whether the project is clearly ahead of scratch."""
    return outcome(runs) == state.BOTH


def _names() -> dict[str, str]:
    return {
        state.SCRATCH: _("from scratch"),
        state.FIRST: _("stage 1 alone"),
        state.BOTH: _("both stages"),
    }


def _finding(runs: Results) -> str:
    values = {
        "transfer": f"{_accuracy(runs, state.BOTH):.0%}",
        "scratch": f"{_accuracy(runs, state.SCRATCH):.0%}",
    }
    if _clear(runs):
        return _("Transfer {transfer}, from scratch {scratch}: a clear difference", **values)
    return _("Transfer {transfer}, from scratch {scratch}: not clear with these photos", **values)


def _table(runs: Results, names: Mapping[str, str]) -> None:
    base = _accuracy(runs, state.SCRATCH)
    rows = []
    for way, name in names.items():
        low, high = runs[way]["test_interval"]
        rows.append(
            {
                _("Model"): name,
                _("Test accuracy"): f"{_accuracy(runs, way):.1%}",
                _("95% interval"): f"{100 * low:.0f}–{100 * high:.0f}",
                _("Gain over scratch (points)"): words.signed(_accuracy(runs, way) - base),
                _("Time"): words.seconds(runs[way]["seconds"]["total"]),
                _("Parameters that learn"): words.number(runs[way]["trainable_parameters"]),
            }
        )
    st.dataframe(rows, hide_index=True, key="cd_table")
