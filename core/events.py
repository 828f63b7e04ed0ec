"""What happened, for whoever runs the app: one line of JSON an event (light).

``events.jsonl`` in the data folder says when a server began and ended, what became of every job and
what went wrong.  It says nothing of anybody: no name, no photo, no text that somebody wrote.  So an
error is its type and the lines of code, without its message; a learner is a word that holds until
the server ends; a sentence is written without what fills its places.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import secrets
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.paths import ROOT, data_dir

LONGEST = 5_000_000  # bytes; then the file is moved aside once
TAIL = 1_000_000  # bytes that are read
DEEPEST = 12  # lines of code of an error, the innermost
EVENT, FIELDS = "tll.events", "fields"  # the logger of what is noted here; what a record carries
OWNER_READS = 0o600
_SALT = secrets.token_bytes(16)


def note(event: str, **fields: Any) -> None:
    """Note an event; where no server keeps a log (`keep`), nothing happens."""
    logging.getLogger(EVENT).info(event, extra={FIELDS: fields})


def error(where: str, raised: BaseException) -> str:
    """Note what nobody has foreseen, and return the short name under which it stands there and on
    the learner's screen."""
    name = new_name()
    note("error", id=name, where=where, **_described(raised))
    return name


def new_name() -> str:
    """A short name for an error, to be read out."""
    return secrets.token_hex(3).upper()


def somebody(owner: str) -> str:
    """A word for a learner that tells nobody who it is, the same until this process ends."""
    return hmac.new(_SALT, owner.encode(), hashlib.sha256).hexdigest()[:6]


def keep() -> None:
    """From now on this process keeps the log.  Warnings of libraries go there, too, without their
    words; with them they stand where the app was started, as without a log."""
    root = logging.getLogger()
    if not any(isinstance(handler, _File) for handler in root.handlers):
        if not root.handlers and logging.lastResort is not None:
            root.addHandler(logging.lastResort)
        root.addHandler(_File(file()))
    logging.getLogger(EVENT).setLevel(logging.INFO)


def file() -> Path:
    """Where the log is."""
    return data_dir() / "events.jsonl"


def read() -> list[dict[str, Any]]:
    """The newest events, oldest first; none where there is no log."""
    found = []
    with suppress(OSError):
        for path in (_older(file()), file()):
            found += _lines(path)
    return found


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        lines = stream.read().splitlines()
    found = []
    for line in lines:
        with suppress(ValueError):  # the first may be half of one
            event = json.loads(line)
            if isinstance(event, dict):
                found.append(event)
    return found


class _File(logging.Handler):
    """Appends a line at a time and holds nothing open: several servers may share the file, and
    whoever moves it away moves it away."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.INFO)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != EVENT and record.levelno < logging.WARNING:
            return
        with suppress(Exception):  # a full disk: the log is the last thing to stop an app for
            line = json.dumps(_document(record)) + "\n"
            with suppress(FileNotFoundError):
                if self._path.stat().st_size > LONGEST:
                    self._path.replace(_older(self._path))
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with os.fdopen(os.open(self._path, flags, OWNER_READS), "ab") as stream:
                stream.write(line.encode())


def _older(path: Path) -> Path:
    return path.with_suffix(".old.jsonl")


def _document(record: logging.LogRecord) -> dict[str, Any]:
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    said: dict[str, Any] = {"at": at, "server": os.getpid()}
    if record.name == EVENT:
        return {**said, "event": record.getMessage(), **vars(record)[FIELDS]}
    said |= {"event": "logged", "level": record.levelname.lower(), "where": record.name}
    raised = record.exc_info[1] if record.exc_info else None
    if raised is None:
        return said | {"lines": [f"{record.module}:{record.lineno}"]}
    return said | _described(raised)


def _described(raised: BaseException) -> dict[str, Any]:
    """An error without its words, which may hold anything."""
    lines = [
        f"{_shown(frame.filename)}:{frame.lineno}"
        for frame in traceback.extract_tb(raised.__traceback__)[-DEEPEST:]
    ]
    return {"type": type(raised).__name__, "lines": lines}


def _shown(path: str) -> str:
    """A file of ours by its place in the project, of others by its last two names."""
    with suppress(ValueError):
        return Path(path).relative_to(ROOT).as_posix()
    return "/".join(Path(path).parts[-2:])
