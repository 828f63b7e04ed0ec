"""Files on their way from the browser to the worker, in a folder that only this user opens (light).

The page writes them, the task reads and deletes them; what a kill left behind goes with the next
upload.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path

from core.messages import LabError
from core.paths import data_dir

KEPT_SECONDS = 6 * 3600.0  # longer than any queue
MOST_OF_ONE = 1_000_000_000  # bytes that wait of one learner's


def folder() -> Path:
    path = data_dir() / "incoming"
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    return path


class Parcel:
    """Files that a learner sends together: all of them are kept, or none."""

    def __init__(self, owner: str) -> None:
        sweep()
        self._mark = hashlib.sha256(owner.encode()).hexdigest()[:16]
        self._held = sum(path.stat().st_size for path in folder().glob(f"{self._mark}-*"))
        self._kept: list[Path] = []

    def keep(self, chunks: Iterable[bytes]) -> Path:
        """Write a file under a name that nobody guesses.  LabError when the disk is full, or the
        learner's share of it."""
        path = folder() / f"{self._mark}-{secrets.token_hex(16)}"
        self._kept.append(path)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                for chunk in chunks:
                    self._held += len(chunk)
                    if self._held > MOST_OF_ONE:
                        raise LabError(
                            "More than {most} MB of your uploads are waiting. Let the photos that "
                            "you have sent be looked at first, then try again.",
                            most=MOST_OF_ONE // 1_000_000,
                        )
                    out.write(chunk)
        except LabError:
            discard(self._kept)
            raise
        except OSError as error:
            discard(self._kept)
            raise LabError(
                "The upload could not be written to {folder} ({reason}). Make room there and try "
                "again.",
                folder=str(path.parent),
                reason=error.strerror or str(error),
            ) from error
        return path


def found(name: str) -> Path:
    """A file of a `Parcel`.  LabError when it is not there (any more) or is no such file."""
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
