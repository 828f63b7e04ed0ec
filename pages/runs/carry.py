"""My work as one file: out of this computer, and into it beside what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import streamlit as st

from core.datasets.upload import incoming
from core.jobs.job import ALWAYS
from core.messages import LabError
from core.portfolio import manifest
from dashboard.kit import ask, download, upload
from dashboard.shell import services
from dashboard.shell.language import _, together
from dashboard.shell.names import markdown

TAKEN = "work_taken"  # session: what the last file has brought
_PAYLOAD = "work_payload"  # session: what is being read in
_TIMES = "work_times"  # session: how many files were read in; another uploader for each
_PACK, _TAKE = "runs_pack", "runs_take"  # slots
_CHUNK = 1 << 20


def panel(open_: bool = False) -> None:
    """Both directions, folded up; `open_`: where there is nothing else to do on the page."""
    brought = st.session_state.get(TAKEN)
    busy = _payload() is not None
    with st.expander(
        _("My work as one file"),
        icon=":material/luggage:",
        expanded=open_ or busy or brought is not None,
        key="runs_work",
    ):
        st.markdown(
            _(
                "What you have done, guessed, answered and written, your runs, your images and "
                "your datasets with their photos: take it home, or bring it along."
            )
        )
        out, into = st.columns(2, gap="large")
        with out:
            _out()
        with into:
            _into()


def _out() -> None:
    st.markdown(f"**{_('Out of this computer')}**")
    st.caption(_("Anyone who has the file can see all of it, your photos too."))
    question = ask.Question("pack_work", {"owner": services.learner()}, _PACK)
    made = ask.press(question, _("Make the file"), again=_("Make it again"))
    if made is None:
        return
    path = Path(made["path"])
    if not path.is_file():
        st.caption(_("The file waits for some hours only: make it again."))
        return
    st.caption(
        _(
            "{runs:# run|# runs}, {datasets:# dataset|# datasets}, {size} MB. What came later is "
            "not in it.",
            runs=made["runs"],
            datasets=made["datasets"],
            size=f"{made['bytes'] / 1e6:.1f}",
        )
    )
    label = _("Download the file")
    download.offer(label, path.read_bytes, manifest.NAME, "runs_work_file", type="primary")
    if made["bytes"] > upload.ZIP_MEGABYTES * 1_000_000:
        st.caption(
            _(
                "A browser takes up to {most} MB. On the other computer, use the command line: "
                "`python -m core work {file}`.",
                most=upload.ZIP_MEGABYTES,
                file=manifest.NAME,
            )
        )


def _into() -> None:
    st.markdown(f"**{_('Into this computer')}**")
    payload = _payload()
    if payload is not None:
        _follow(payload)
        return
    brought = st.session_state.get(TAKEN)
    if brought is not None:
        st.success(_told(brought), icon=":material/check:")
    st.caption(_("It comes beside what you have here. Nothing is lost, nothing is there twice."))
    given = upload.zipped(_("The file of your work"), f"runs_work_{_times()}")
    st.button(
        _("Read it in"),
        key="runs_work_take",
        icon=":material/place_item:",
        disabled=given is None,
        on_click=_begin,
        args=(given,),
    )
    trouble = st.session_state.pop(f"{_TAKE}_trouble", None)
    if trouble is not None:
        st.warning(markdown(trouble))


def _told(brought: dict[str, Any]) -> str:
    if not any(brought[name] for name in ("runs", "datasets", "settings", "annotated")):
        return _("Everything in this file was here already.")
    said = _(
        "Read in: {runs:# new run|# new runs} and {datasets:# new dataset|# new datasets}.",
        runs=brought["runs"],
        datasets=brought["datasets"],
    )
    known = brought["known_runs"] + brought["known_datasets"]
    return together(said, _("Here already: {known}.", known=known) if known else "")


def _follow(payload: dict[str, Any]) -> None:
    came = ask.result("take_work", payload, _("Reading your work in"), _TAKE, ALWAYS)
    if came is not None:
        st.session_state.pop(_PAYLOAD, None)
        st.session_state[TAKEN] = came
        st.session_state[_TIMES] = _times() + 1
        st.rerun()  # the table above shows it


def _payload() -> dict[str, Any] | None:
    """What is being read in; None once a failure was told and the upload is gone."""
    payload: dict[str, Any] | None = st.session_state.get(_PAYLOAD)
    if payload is None:
        return None
    if ask.asked("take_work", payload, _TAKE) or Path(payload["file"]).exists():
        return payload
    st.session_state.pop(_PAYLOAD)
    return None


def _begin(given: IO[bytes]) -> None:
    st.session_state.pop(TAKEN, None)
    try:
        path = incoming.Parcel(services.learner()).keep(_chunks(given))
    except LabError as error:
        st.session_state[f"{_TAKE}_trouble"] = error.message
        return
    st.session_state[_PAYLOAD] = {"owner": services.learner(), "file": str(path)}


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk


def _times() -> int:
    times: int = st.session_state.get(_TIMES, 0)
    return times
