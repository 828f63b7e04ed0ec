"""Download Keras' official ImageNet weights into Keras' own folder (light).

The file is streamed into a ``.part`` file beside its place, resumed where it stopped, checked
against Keras' published hash and only then renamed: a file under its own name is always whole.
"""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any

from core.messages import LabError, Message, msg
from core.zoo import catalog, reachability, weights
from core.zoo.sources import SOURCES

Report = Callable[[dict[str, Any]], None]
CHUNK = 256 * 1024
_RANGE_NOT_SATISFIABLE = 416


def download(
    backbone_id: str,
    report: Report,
    base_url: str | None = None,
    timeout: float = 20.0,
) -> Path:
    """Fetch the weights of a backbone unless they are here already; return the file.

    `report` gets ``{"kind": "download", "done": bytes, "total": bytes}`` after every chunk; what
    it raises stops the download, and the next one goes on from there.  `base_url` (or
    $TLL_WEIGHTS_URL) is a folder that holds the files under Keras' own names, such as a mirror
    inside a school.  `timeout` is how many seconds the server may stay silent.
    Raises LabError with what to do, in every case where the file is not whole at the end.
    """
    state = weights.state(backbone_id)
    if state.kind == "ready" and state.path is not None:
        return state.path
    if not SOURCES[backbone_id].url:
        raise LabError(state.message)
    target = weights.keras_models() / SOURCES[backbone_id].name
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        total = _stream(reachability.address(backbone_id, base_url), part, report, timeout)
    except urllib.error.HTTPError as error:
        error.close()
        reachability.remember(False)  # a school's proxy refuses what it blocks
        raise _failed(backbone_id, target, _refused(error)) from error
    except TimeoutError as error:
        reachability.remember(False)
        raise _failed(backbone_id, target, _silent(timeout)) from error
    except urllib.error.URLError as error:
        reachability.remember(False)
        silent = isinstance(error.reason, TimeoutError)
        why = _silent(timeout) if silent else msg("The server could not be reached.")
        raise _failed(backbone_id, target, why) from error
    except (HTTPException, ConnectionError) as error:
        raise _failed(backbone_id, target, _BROKEN) from error
    except OSError as error:
        why = msg("The file could not be written: {reason}.", reason=error.strerror or str(error))
        raise _failed(backbone_id, target, why) from error
    reachability.remember(True)
    if part.stat().st_size < total:
        raise _failed(backbone_id, target, _BROKEN)
    if not weights.whole(backbone_id, part):
        part.unlink()
        raise _failed(backbone_id, target, msg("What arrived is not the published file."))
    part.replace(target)
    return target


def _stream(url: str, part: Path, report: Report, timeout: float) -> int:
    """Append what is missing to the part file; the number of bytes the whole file has."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        if not have or error.code != _RANGE_NOT_SATISFIABLE:
            raise
        # nothing is missing, or the file on the server is a shorter one: the checksum will tell
        error.close()
        return have
    with response:
        if response.status != 206:  # a server that cannot resume sends everything again
            have = 0
        total = have + int(response.headers.get("Content-Length") or 0)
        _room(part, total - have)
        with part.open("ab" if have else "wb") as file:
            report({"kind": "download", "done": have, "total": total})
            while chunk := response.read1(CHUNK):
                file.write(chunk)
                have += len(chunk)
                report({"kind": "download", "done": have, "total": max(total, have)})
    return total


def _room(part: Path, needed: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise OSError(28, f"{needed // 10**6} MB are needed, {free // 10**6} MB are free")


_BROKEN = msg("The transfer broke off; what has arrived is kept and the next try goes on from it.")


def _silent(timeout: float) -> Message:
    return msg("The server was silent for {seconds} seconds.", seconds=round(timeout, 1))


def _refused(error: urllib.error.HTTPError) -> Message:
    return msg("The server answered {code}.", code=error.code)


def _failed(backbone_id: str, target: Path, why: Message) -> LabError:
    return LabError(
        msg(
            "The weights of {backbone} could not be downloaded. {why} Try again, or place the "
            "file {name} by hand at {path}.",
            backbone=catalog.get(backbone_id).title,
            why=why,
            name=target.name,
            path=str(target),
        )
    )
