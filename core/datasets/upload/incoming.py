"""Files on their way from the browser to the worker, in a folder that only this user opens (light).

The page writes them, the task reads and deletes them; what a kill left behind goes with the next
upload.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from core.messages import LabError
from core.paths import data_dir

KEPT_SECONDS = 6 * 3600.0  # longer than any queue


def folder() -> Path:
    path = data_dir() / "incoming"
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    return path


def keep(chunks: Iterable[bytes]) -> Path:
    """Write what was uploaded to a new file of a random name.  LabError when the disk is full."""
    sweep()
    path = folder() / secrets.token_hex(16)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise LabError(
            "The upload could not be written to {folder} ({reason}). Make room there and try "
            "again.",
            folder=str(path.parent),
            reason=error.strerror or str(error),
        ) from error
    return path


def found(name: str) -> Path:
    """The file that `keep` wrote.  LabError when it is not there (any more) or is no such file."""
    path = Path(name)
    if path.parent != folder() or not path.is_file() or path.is_symlink():
        raise LabError("The upload is not here any more. Choose the files again.")
    return path


def discard(paths: Iterable[str | Path]) -> None:
    """Delete uploads; other paths are left alone."""
    for path in map(Path, paths):
        if path.parent == folder():
            path.unlink(missing_ok=True)


def sweep() -> None:
    """Delete what nobody has fetched."""
    for path in folder().iterdir():
        with contextlib.suppress(OSError):  # another process may be faster
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
