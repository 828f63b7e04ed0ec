"""A learner's own photos on their way into a dataset: uploads to files for the worker, the job."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import streamlit as st

from core.datasets.upload import incoming
from core.jobs.job import ALWAYS
from dashboard.kit import ask
from dashboard.shell import services
from dashboard.shell.language import _

TASK = "collect"
SLOT = "own_collect"
_PAYLOAD = "own_payload"  # session: what is being collected
_CHUNK = 1 << 20


def keep_zip(title: str, file: IO[bytes]) -> None:
    """Start a dataset from an uploaded ZIP.  Raises LabError when it cannot be written."""
    _begin(title, {"file": _spooled(_parcel(), file)})


def keep_files(title: str, classes: Mapping[str, Iterable[tuple[str, IO[bytes]]]]) -> None:
    """Start a dataset from single files: class → (file name, file).  Raises LabError as above."""
    parcel = _parcel()
    _begin(
        title,
        {
            "classes": {
                name: [[file_name, _spooled(parcel, file)] for file_name, file in files]
                for name, files in classes.items()
            }
        },
    )


def keep_photos(title: str, classes: Mapping[str, Sequence[bytes]]) -> None:
    """Start a dataset from JPEGs that a camera has taken, oldest first."""
    keep_files(
        title,
        {
            name: [(f"{name}-{n:03}.jpg", io.BytesIO(photo)) for n, photo in enumerate(photos)]
            for name, photos in classes.items()
        },
    )


def under_way() -> bool:
    """Whether photos are being collected, or an attempt has failed and is still being told."""
    return _payload() is not None


def follow() -> dict[str, Any] | None:
    """Draw how far the collecting is, or what went wrong; the new dataset's document at the end."""
    payload = _payload()
    if payload is None:
        return None
    made = ask.result(TASK, payload, _("Looking at every photo"), SLOT, ALWAYS)
    if made is not None:
        st.session_state.pop(_PAYLOAD, None)
    return made


def _payload() -> dict[str, Any] | None:
    """What is being collected in this session, or since before a reload."""
    payload = st.session_state.get(_PAYLOAD)
    if payload is None:
        running = (job for job in services.jobs() if job.kind == TASK and not job.over)
        payload = next((dict(job.payload) for job in running), None)
        if payload is None:
            return None
        st.session_state[_PAYLOAD] = payload
    if ask.asked(TASK, payload, SLOT) or all(Path(path).exists() for path in _uploads(payload)):
        return payload
    st.session_state.pop(_PAYLOAD)  # it failed, was told, and the uploads are gone
    return None


def _begin(title: str, given: dict[str, Any]) -> None:
    st.session_state[_PAYLOAD] = given | {"owner": services.learner(), "title": title, "seed": 0}


def _uploads(payload: Mapping[str, Any]) -> list[str]:
    if "file" in payload:
        return [payload["file"]]
    return [path for files in payload["classes"].values() for _name, path in files]


def _parcel() -> incoming.Parcel:
    return incoming.Parcel(services.learner())


def _spooled(parcel: incoming.Parcel, file: IO[bytes]) -> str:
    file.seek(0)
    return str(parcel.keep(_chunks(file)))


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
