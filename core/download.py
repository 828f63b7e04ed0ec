"""One file over HTTP: resumed, watched for stalls, checked, in place only when whole (light).

Standard library only, so that proxies and certificates are found the way Python finds them.
`fetch` is the mechanism; `download` is `fetch` with a published checksum and a sentence for people.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

from core.messages import LabError, Message, msg
from core.work import Report

_PIECE = 1 << 18
_CHECKED = 1 << 24  # bytes between two reports of a checksum
_REPORT_EVERY = 0.25  # seconds
_REPORTS = 200  # of a fast transfer

REFUSED = "refused"  # the server, or a proxy before it, answered with an error code
SILENT = "silent"  # nothing came for as long as the caller was willing to wait
UNREACHABLE = "unreachable"  # there is no way to the server
BROKEN = "broken"  # the transfer ended before the file did
UNWRITABLE = "unwritable"  # no room or no right to write here
WRONG = "wrong"  # the whole file arrived, and it is not the published one


class Trouble(Exception):
    """Why a file did not arrive: `kind` is one of the words above, `detail` what is known of it."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(kind, detail)
        self.kind, self.detail = kind, detail


def fetch(
    url: str, path: Path, whole: Callable[[Path], bool], report: Report, timeout: float
) -> None:
    """Fetch `url` to `path`, whose folder is made when missing; raises `Trouble`.

    What arrives is kept in ``NAME.part`` and the next call goes on from there; `whole` judges the
    finished part file before it takes its place, and one that is not whole is deleted.  `timeout`
    is how many seconds may pass without an answer, to connect or in mid-transfer.  Reports
    ``{"kind": "download", "done": bytes, "total": bytes}`` (total 0 when the server does not say);
    what `report` raises stops the transfer.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _transfer(url, part, report, timeout)
        if not whole(part):
            part.unlink()
            raise Trouble(WRONG, "")
        part.replace(path)
    except OSError as error:
        raise Trouble(UNWRITABLE, error.strerror or str(error)) from error


def download(url: str, path: Path, checksum: str, report: Report, timeout: float = 8.0) -> Path:
    """`fetch` unless a file with the right checksum (``algorithm:hex``) is there already.

    Reports ``{"kind": "phase", "phase": "check", …}`` too while the checksum of a large file is
    computed.  Raises LabError with what happened and what to do.
    """

    def whole(file: Path) -> bool:
        algorithm, _, expected = checksum.partition(":")
        return _digest(file, algorithm, report) == expected

    if path.exists() and whole(path):
        return path
    try:
        fetch(url, path, whole, report, timeout)
    except Trouble as trouble:
        raise LabError(
            "{url} could not be downloaded: {problem}. Try again (it goes on where it "
            "stopped), or place the file at {path}.",
            url=url,
            problem=_problem(trouble, timeout),
            path=str(path),
        ) from trouble
    return path


def _digest(file: Path, algorithm: str, report: Report) -> str:
    """A file's checksum; of a large file it takes seconds, in which `report` tells and may stop."""
    digest, pieces = hashlib.new(algorithm), -(-file.stat().st_size // _CHECKED)
    with file.open("rb") as stream:
        for done in range(pieces):
            if pieces > 1:
                report({"kind": "phase", "phase": "check", "done": done, "total": pieces})
            digest.update(stream.read(_CHECKED))
    return digest.hexdigest()


def _problem(trouble: Trouble, timeout: float) -> Message | str:
    if trouble.kind == REFUSED:
        return msg("the server answered {code}", code=trouble.detail)
    if trouble.kind == SILENT:
        return msg("nothing arrived for {seconds:# second|# seconds}", seconds=f"{timeout:g}")
    if trouble.kind == WRONG:
        return msg("what arrived has the wrong checksum and was deleted")
    return trouble.detail


def _transfer(url: str, part: Path, report: Report, timeout: float) -> None:
    """Append to the part file what is missing."""
    done = part.stat().st_size if part.exists() else 0
    response = _open(url, done, timeout)
    if response is None:
        return
    with response:
        if response.status != 206:
            done = 0  # the server begins at the beginning
        length = int(response.headers.get("Content-Length") or 0)
        total = done + length if length else 0
        free = shutil.disk_usage(part.parent).free
        if free < length:
            raise OSError(28, f"{length // 10**6} MB are needed, {free // 10**6} MB are free")
        report({"kind": "download", "done": done, "total": total})
        told, told_at = done, time.monotonic()
        with part.open("ab" if done else "wb") as file:
            while piece := _piece(response):
                file.write(piece)
                done += len(piece)
                now = time.monotonic()
                if now - told_at > _REPORT_EVERY or done - told >= max(_PIECE, total // _REPORTS):
                    told, told_at = done, now
                    report({"kind": "download", "done": done, "total": total})
    if total and done < total:
        raise Trouble(BROKEN, f"{done:,} of {total:,} bytes")
    if done > told:
        report({"kind": "download", "done": done, "total": total})


def _open(url: str, done: int, timeout: float) -> Any:
    """The server's answer from byte `done` on, or None when it has nothing left to send."""
    try:
        # a value that is no address fails here, as late as one that leads nowhere
        request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})
        return urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        error.close()
        if done and error.code == 416:
            # nothing is missing, or the server's file is a shorter one: the checksum will tell
            return None
        raise Trouble(REFUSED, f"{error.code} {error.reason}") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)  # urllib wraps what happened while connecting
        kind = SILENT if isinstance(reason, TimeoutError) else UNREACHABLE
        raise Trouble(kind, str(reason)) from error


def _piece(response: Any) -> bytes:
    """What has arrived since the last call; empty at the end.  Told apart from failing to write."""
    try:
        piece: bytes = response.read1(_PIECE)
        return piece
    except (OSError, HTTPException) as error:
        kind = SILENT if isinstance(error, TimeoutError) else BROKEN
        raise Trouble(kind, str(error)) from error
