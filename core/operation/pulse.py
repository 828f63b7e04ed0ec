"""What a running server writes of itself every few seconds, for whoever asks from outside (light).

``servers/HOST-PID.json`` in the data folder.  A file needs no port and no password: whoever may
read the folder may read it, in a container as on a laptop.
"""

from __future__ import annotations

import json
import os
import platform
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.paths import OWNER_ONLY, data_dir, store_json

BEAT = 5.0  # seconds
SILENT = 20.0  # seconds without a beat after which a server counts as gone
FORGOTTEN = 24 * 3600.0  # and after which its file is deleted


class Pulse:
    """Beats in a thread of its own until `stop`; `look` says what there is to say."""

    def __init__(self, look: Callable[[], dict[str, Any]]) -> None:
        self._look, self._ended = look, threading.Event()
        self._writing = threading.Lock()
        self._file, self._began = _own_file(), _now()
        threading.Thread(target=self._work, name="pulse", daemon=True).start()

    def stop(self) -> None:
        """The server ends: it is gone from now on."""
        self._ended.set()
        with suppress(OSError), self._writing:  # no beat comes after it
            self._file.unlink(missing_ok=True)

    def _work(self) -> None:
        _tidy(self._file.parent)
        while not self._ended.is_set():
            with suppress(Exception):  # a full disk: it is silent, and counts as gone
                self._beat()
            self._ended.wait(BEAT)

    def _beat(self) -> None:
        said = {"server": os.getpid(), "host": platform.node(), "began": self._began, "at": _now()}
        document = said | self._look()
        with self._writing:
            if not self._ended.is_set():
                store_json(self._file, document)


def servers() -> list[dict[str, Any]]:
    """What every server on this data folder has last said of itself, and for how many seconds
    each has been silent; the longest running first."""
    found = []
    for path in _folder().glob("*.json"):
        with suppress(OSError, ValueError):
            silent = time.time() - path.stat().st_mtime
            if silent < SILENT:
                said = json.loads(path.read_text("utf-8"))
                found.append({**said, "silent_seconds": max(0.0, round(silent, 1))})
    return sorted(found, key=lambda one: str(one["began"]))


def _folder() -> Path:
    folder = data_dir() / "servers"
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    return folder


def _own_file() -> Path:
    host = re.sub(r"[^\w.-]", "_", platform.node()) or "here"
    return _folder() / f"{host}-{os.getpid()}.json"


def _tidy(folder: Path) -> None:
    with suppress(OSError):
        for path in folder.iterdir():
            if time.time() - path.stat().st_mtime > FORGOTTEN:
                path.unlink(missing_ok=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
