"""The table of runs, its search, and what is chosen in it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.runs.record import IMAGE
from core.runs.store import Run
from dashboard.kit import choice, words
from dashboard.shell import runlog
from dashboard.shell.language import _
from pages.runs import rows

SEARCH, KIND = "find", "kind"  # URL parameters: a search can be shared and kept as a bookmark

MOST = 500  # newest runs that are looked through
TALL = 340  # pixels: six rows, so that what is chosen begins on the same screen


def found() -> tuple[list[Run], dict[str, str]]:
    """The controls of the search; the runs they find, newest first, and the name of each."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(
            _("Find"),
            key=SEARCH,
            bind="query-params",
            placeholder=_("network, photos, tag, note, class …"),
            icon=":material/search:",
            width=360,
        )
        kinds = {"all": _("All"), "train": _("Trainings"), IMAGE: _("Ideal images")}
        kind = choice.one(_("Kind of run"), kinds, "runs_kind")
        states = {"all": _("Any"), **words.statuses()}
        state = st.selectbox(
            _("State"), list(states), format_func=states.__getitem__, key="runs_state", width=150
        )
    runs = runlog.log(limit=MOST, kind=None if kind == "all" else kind)
    names = rows.names(runs)
    if state != "all":
        runs = [run for run in runs if run.status == state]
    return rows.matching(runs, names, wanted or ""), names


def chosen(runs: list[Run], names: Mapping[str, str]) -> list[Run]:
    """Draw the table; the runs whose rows are ticked, in the table's order."""
    event = st.dataframe(
        [rows.row(run, names[run.id]) for run in runs],
        key="runs_table",
        height=min(TALL, 60 + 46 * len(runs)),
        row_height=46,
        hide_index=True,
        placeholder="–",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            _("Picture"): st.column_config.ImageColumn(width="small"),
            _("Run"): st.column_config.TextColumn(width="large"),  # its end tells twins apart
            _("Test accuracy"): st.column_config.ProgressColumn(
                format="%.1f%%", min_value=0, max_value=100
            ),
            _("Seconds"): st.column_config.NumberColumn(format="%.1f"),
            _("Parameters that learn"): st.column_config.NumberColumn(format="compact"),
            _("Tags"): st.column_config.ListColumn(),
        },
    )
    places = event["selection"]["rows"]
    return [runs[place] for place in sorted(places) if place < len(runs)]
