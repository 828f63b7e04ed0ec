"""Runs to take along: files for other programs, and deleting with a way back."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from core.runs import export
from core.runs.store import Run
from dashboard.kit import ask, download, guesses, pressed
from dashboard.shell import runlog
from dashboard.shell.language import _

DELETED = "runs_deleted"  # session: the runs that Undo brings back
MOST_EVENT_FILES = 100


def files(runs: Sequence[Run], all_of_them: bool) -> None:
    """Downloads of the chosen runs, or of all that are found."""
    st.caption(
        _("Files with the {count:run|# runs} found:", count=len(runs))
        if all_of_them
        else _("Files with the {count:chosen run|# chosen runs}:", count=len(runs))
    )
    with st.container(horizontal=True):
        download.offer(
            _("Table (CSV)"), lambda: export.to_csv(runs), "runs.csv", "runs_csv", icon="table"
        )
        download.offer(
            _("Everything (JSON)"),
            lambda: export.to_json(runs),
            "runs.json",
            "runs_json",
            icon="data_object",
        )
        if guesses.every():
            download.offer(
                _("Your guesses (JSON)"),
                guesses.to_json(),  # a function would be asked where nobody knows whose they are
                "guesses.json",
                "runs_guesses",
                icon="psychology",
            )
    curves = {export.name_of(run): run.curve for run in runs if run.kind == "train" and run.curve}
    if not curves:
        return
    if len(curves) > MOST_EVENT_FILES:
        st.caption(
            _("Event files for TensorBoard: choose at most {count}.", count=MOST_EVENT_FILES)
        )
        return
    with st.expander(_("Event files for TensorBoard"), icon=":material/show_chart:"):
        st.caption(
            _(
                "Unpack the ZIP and run `tensorboard --logdir FOLDER`: the curves of {count:# "
                "run|# runs}.",
                count=len(curves),
            )
        )
        made = ask.on_press(
            "tensorboard", {"curves": curves}, _("Write event files"), "runs_events"
        )
        if made is not None:
            download.offer(
                _("Event files (ZIP)"),
                base64.b64decode(made["zip"]),
                "tensorboard.zip",
                "runs_events_zip",
            )


def delete(runs: Sequence[Run]) -> None:
    """A button that deletes the chosen runs."""
    pressed.button(
        _("Delete {count:# run|# runs}", count=len(runs))
        if len(runs) > 1
        else _("Delete this run"),
        "runs_delete",
        _delete,
        runs,
        icon=":material/delete:",
    )


def _delete(runs: Sequence[Run]) -> None:
    for run in runs:
        runlog.delete_run(run)
    st.session_state[DELETED] = list(runs)
    st.session_state.pop("runs_table", None)  # the ticks were on rows that move up now


def undo() -> None:
    """What was deleted last, and the way back."""
    gone = st.session_state.get(DELETED)
    if not gone:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("Deleted: {count:# run|# runs}.", count=len(gone)))
        st.button(_("Undo"), key="runs_undo", icon=":material/undo:", on_click=_put_back)


def _put_back() -> None:
    for run in st.session_state.pop(DELETED):
        runlog.put_back(run)
