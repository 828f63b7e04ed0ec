"""Files that other workers of a cluster have: asked for by name, copied here, checked (light).

On one machine there are no peers, and nothing of this happens.  On a cluster every worker joins
(`core.jobs.member`): what one has computed, downloaded or been given, the others find.  A file is
known by its place in one of a few folders; only what lies there is given away, and only numbers,
weights and JSON, nothing that is run.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from core.paths import cache_dir, data_dir, keras_models

PIECE = 4 * 2**20  # bytes that travel at a time
FOLDERS: dict[str, Callable[[], Path]] = {
    "activations": lambda: cache_dir("activations"),
    "calibration": lambda: cache_dir("calibration"),
    "datasets": lambda: cache_dir("datasets"),
    "own": lambda: data_dir() / "datasets",
    "weights": keras_models,
}
ENDINGS = (".npy", ".json", ".h5")
LENT = ".lent"  # the mark of a folder that was borrowed and is not lent on


@dataclass(frozen=True)
class Offer:
    """A peer has the file."""

    size: int
    sha256: str
    piece: Callable[[int], bytes]  # its bytes from a place on, at most `PIECE`; may raise OSError


class Peers(Protocol):
    """The other workers."""

    def offers(self, name: str) -> Iterable[Offer]:
        """Who has a file: whoever answers first comes first."""

    def turn(self, name: str, waiting: Callable[[], None]) -> AbstractContextManager[None]:
        """While it lasts nobody else has a turn of this name."""


_peers: Peers | None = None


def join(peers: Peers | None) -> None:
    """Work with these from now on; None: alone."""
    global _peers
    _peers = peers


def joined() -> bool:
    return _peers is not None


def bring(path: Path, whole: Callable[[Path], bool] = lambda copy: True) -> bool:
    """Whether a file that is not here is here now, copied from a peer.

    What arrives must have the checksum that was offered, and be `whole`; else the next peer is
    asked.  Without peers, and where nothing can be written, nothing is done.
    """
    if _peers is None or (name := _name(path)) is None:
        return False
    return any(_copied(offer, path, whole) for offer in _peers.offers(name))


@contextmanager
def turn(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """The time in which this worker alone makes a file that any of them may want.  Whoever had to
    wait looks for it again.  `waiting` is called meanwhile and may raise."""
    if _peers is None or (name := _name(path)) is None:
        yield
        return
    with _peers.turn(name, waiting):
        yield


def located(name: str) -> Path | None:
    """The file that a peer asks for; None for what is not here or is not given away."""
    folder, *parts = PurePosixPath(name).parts or ("",)
    if folder not in FOLDERS or not parts or not parts[-1].endswith(ENDINGS):
        return None
    if any(part.startswith(".") or "\\" in part or ":" in part for part in parts):
        return None
    path = FOLDERS[folder]().joinpath(*parts)
    return path if path.is_file() and not (path.parent / LENT).exists() else None


def _name(path: Path) -> str | None:
    for name, folder in FOLDERS.items():
        with suppress(ValueError):
            return f"{name}/{path.relative_to(folder()).as_posix()}"
    return None


def _copied(offer: Offer, path: Path, whole: Callable[[Path], bool]) -> bool:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    digest, size = hashlib.sha256(), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            while size < offer.size and (piece := offer.piece(size)):
                file.write(piece)
                digest.update(piece)
                size += len(piece)
        if digest.hexdigest() != offer.sha256 or not whole(part):
            return False
        part.replace(path)
        return True
    except OSError:  # the peer went away, or there is no room
        return False
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
