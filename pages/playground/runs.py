"""Runs so far: compared, with what changed between them, each one click from coming back."""

from __future__ import annotations

import streamlit as st

from core.figures.comparison import RunDot
from core.transfer.comparable import same_task
from dashboard.kit import comparison as kit_comparison
from dashboard.kit import shown, words
from dashboard.kit.shown import Shown
from dashboard.shell import runlog, services
from dashboard.shell.language import _, listed
from dashboard.shell.names import as_written, in_plot
from pages.playground import curves, state

MOST = 8
OVER = 3  # runs whose curves are drawn behind those of the one on screen
TOLD = 4  # differences between two runs that are told in full
OPEN = 104  # pixels
LONGEST = 34  # characters of a run's name in the chart


def panel(current: Shown | None) -> None:
    """The newest runs first; nothing while there is none."""
    runs = newest(current)
    if not runs:
        return
    st.subheader(_("Runs so far"), anchor=False)
    _comparison(current)
    behind = [run.id for run in comparable(current)] if current else []
    for place, run in enumerate(runs):
        earlier = runs[place + 1] if place + 1 < len(runs) else None
        mark = curves.MARKS[behind.index(run.id)] if run.id in behind else ""
        _row(run, earlier, mark, current is not None and run.id == current.id)


def comparable(current: Shown) -> list[Shown]:
    """The newest other runs with curves that may lie behind those of the run on screen."""
    return [
        run
        for run in newest(current)
        if run.id != current.id
        and run.done
        and len(run.result["history"]) > 1
        and same_task(run.recipe, current.recipe)
    ][:OVER]


def newest(current: Shown | None) -> list[Shown]:
    """The learner's runs from the log; the one on screen too, should it not be written yet."""
    runs = [shown.of(run) for run in runlog.runs(limit=MOST)]
    if current and not current.active and current.id not in {run.id for run in runs}:
        job = services.state(current.id)
        runs = [current, *runs] if job is not None else runs
    return runs[:MOST]


def told(current: Shown) -> None:
    """The comparison in one sentence, beside the newest result; nothing while there is one run."""
    done = _done(current)
    if len(done) > 1:
        found = kit_comparison.finding([run.recipe for run in done], [run.result for run in done])
        st.markdown(_("**Your runs so far:** {finding}. Each stands below.", finding=found))


def _done(current: Shown | None) -> list[Shown]:
    return [run for run in newest(current) if run.done]


def _comparison(current: Shown | None) -> None:
    """The test accuracies of the runs, once there are two."""
    done = _done(current)
    if len(done) < 2:
        return
    dots = [
        RunDot.of(
            in_plot(_label(run, earlier)),
            run.result,
            name=words.title(run.recipe),
            chosen=current is not None and run.id == current.id,
        )
        for run, earlier in zip(done, [*done[1:], None], strict=True)
    ]
    classes = {len(run.result["classes"]) for run in done}
    chance = 1 / classes.pop() if len(classes) == 1 else None
    results = [run.result for run in done]
    kit_comparison.draw([run.recipe for run in done], results, dots, "pg_comparison", chance)


def _label(run: Shown, earlier: Shown | None) -> str:
    """What tells a run from the one before it: its network, or what else was changed."""
    title = words.title(run.recipe)
    if earlier is None or title != words.title(earlier.recipe):
        return title
    fields = words.changed(earlier.recipe, run.recipe)[:2]
    said = listed(f"{words.name(field)} {words.value(run.recipe, field)}" for field in fields)
    said = said or _("the same again")
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _row(run: Shown, earlier: Shown | None, mark: str, on_screen: bool) -> None:
    """`mark`: what names its curve in the figure of the run on screen."""
    with st.container(border=True):
        row = st.container(horizontal=True, vertical_alignment="center", gap="small")
        with row.container(width="stretch", gap="xxsmall"):
            st.markdown(f"{mark} {words.title(run.recipe)} · {_outcome(run)}")
            st.caption(_changes(run, earlier))
        row.button(
            _("On screen") if on_screen else _("Open"),
            key=f"pg_open_{run.id}",
            disabled=on_screen,
            on_click=state.reopen,
            args=(run.id, run.recipe),
            width=OPEN,
        )


def _changes(run: Shown, earlier: Shown | None) -> str:
    if earlier is None:
        return _("The first of these runs.")
    changed = words.differences(earlier.recipe, run.recipe)
    if not changed:
        return _("The same recipe again.")
    more = [_("and {count} more", count=len(changed) - TOLD)] if len(changed) > TOLD else []
    return as_written(" · ".join([*changed[:TOLD], *more]))


def _outcome(run: Shown) -> str:
    if run.done:
        low, high = run.result["test_interval"]
        return _(
            "**{accuracy}** ({low} to {high})",
            accuracy=f"{run.result['test_accuracy']:.0%}",
            low=f"{100 * low:.0f}",
            high=f"{100 * high:.0f}",
        )
    return words.statuses()[run.status]
