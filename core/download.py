"""One file over HTTP: resumed, watched for stalls, checked, in place only when whole (light).

Standard library only, so that proxies and certificates are found the way Python finds them.
"""

from __future__ import annotations

import hashlib
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

from core.messages import LabError, Message, msg

_PIECE = 1 << 18
_REPORT_EVERY = 0.25  # seconds


def download(
    url: str,
    path: Path,
    checksum: str,
    report: Callable[[dict[str, Any]], None],
    timeout: float = 8.0,
) -> Path:
    """Fetch `url` to `path`; a file already there with the right checksum is kept as it is.

    `checksum` is ``algorithm:hex``.  `timeout` is how many seconds may pass without an answer, to
    connect or in mid-transfer.  Reports ``{"kind": "download", "done": bytes, "total": bytes}``
    (total 0 when the server does not say).  What has arrived stays in ``NAME.part`` and the next
    call goes on from there.  Raises LabError with what happened and what to do.
    """
    if path.exists() and _matches(path, checksum):
        return path
    part = path.with_name(path.name + ".part")
    try:
        _transfer(url, part, report, timeout)
    except urllib.error.HTTPError as error:
        error.close()
        answer = f"{error.code} {error.reason}"
        raise _failed(url, path, msg("the server answered {code}", code=answer)) from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)  # urllib wraps what happened while connecting
        stalled = isinstance(reason, TimeoutError)
        silence = msg("nothing arrived for {seconds} seconds", seconds=f"{timeout:g}")
        raise _failed(url, path, silence if stalled else str(reason)) from error
    if not _matches(part, checksum):
        part.unlink()
        raise _failed(url, path, msg("what arrived has the wrong checksum and was deleted"))
    part.replace(path)
    return path


def _transfer(
    url: str, part: Path, report: Callable[[dict[str, Any]], None], timeout: float
) -> None:
    done = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url)
    if done:
        request.add_header("Range", f"bytes={done}-")
    try:
        response = urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        if error.code != 416:  # 416: nothing is left to send
            raise
        error.close()
        return
    with response:
        if response.status != 206:
            done = 0  # the server begins at the beginning
        length = response.headers.get("Content-Length")
        total = done + int(length) if length else 0
        told = 0.0
        with part.open("ab" if done else "wb") as file:
            while piece := response.read1(_PIECE):
                file.write(piece)
                done += len(piece)
                if time.monotonic() - told > _REPORT_EVERY:
                    told = time.monotonic()
                    report({"kind": "download", "done": done, "total": total})
    if total and done < total:
        raise OSError(f"{done:,} of {total:,} bytes")
    report({"kind": "download", "done": done, "total": total})


def _matches(path: Path, checksum: str) -> bool:
    algorithm, _, expected = checksum.partition(":")
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest() == expected


def _failed(url: str, path: Path, problem: Message | str) -> LabError:
    return LabError(
        msg(
            "{url} could not be downloaded: {problem}. Try again (it goes on where it stopped), "
            "or place the file at {path}.",
            url=url,
            problem=problem,
            path=str(path),
        )
    )
