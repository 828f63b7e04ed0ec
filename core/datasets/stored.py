"""An image set kept on disk: two .npy files and a manifest that is written last (light).

The manifest is the commit: without it nothing is there, so a kill in mid-write leaves an
unfinished set, never a wrong one.  It holds the sha256 of both files; they are compared once in
a process (0.1 s for CIFAR-10), and again whenever a file has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from core import peers
from core.datasets.dataset import Arrays
from core.messages import LabError

MANIFEST = "manifest.json"
FILES = ("images.npy", "labels.npy")
_BLOCK = 256  # images written at once

_verified: set[tuple[Any, ...]] = set()


def present(folder: Path) -> bool:
    """Whether a finished set lies in `folder`: manifest and files of the right size.

    On a cluster a set that another worker has is copied here, the manifest last.
    """
    if peers.joined() and not (folder / MANIFEST).is_file():
        all(peers.bring(folder / name) for name in (*FILES, MANIFEST))
    manifest = _manifest(folder)
    return manifest is not None and all(
        _size(folder / name) == manifest["bytes"][name] for name in FILES
    )


def source(folder: Path) -> str:
    """Where the set came from; empty when none is there."""
    manifest = _manifest(folder)
    return manifest["source"] if manifest else ""


def write(
    folder: Path,
    images: np.ndarray,
    labels: np.ndarray,
    train: int,
    source: str,
    order: np.ndarray | None = None,
) -> None:
    """Store images (uint8 [N, H, W, 3]) and labels (int [M]), each file atomically.

    order: int [M]: which images are stored, in this order (all, as they are); images may be
    memory-mapped and larger than the memory.
    Raises LabError when the disk is full or the folder cannot be written.
    """
    if order is None:
        order = np.arange(len(labels))
    try:
        discard(folder)
        with _replacing(folder / FILES[0]) as path, path.open("wb") as file:
            np.lib.format.write_array_header_1_0(
                file,
                {
                    "descr": np.lib.format.dtype_to_descr(images.dtype),
                    "fortran_order": False,
                    "shape": (len(order), *images.shape[1:]),
                },
            )
            for start in range(0, len(order), _BLOCK):
                images[order[start : start + _BLOCK]].tofile(file)
        with _replacing(folder / FILES[1]) as path, path.open("wb") as file:
            np.save(file, labels.astype(np.int64))
        manifest = {
            "source": source,
            "train": train,
            "bytes": {name: _size(folder / name) for name in FILES},
            "sha256": {name: _sha256(folder / name) for name in FILES},
        }
        with _replacing(folder / MANIFEST) as path:
            path.write_text(json.dumps(manifest), encoding="utf-8")
    except OSError as error:
        raise unwritable(folder, error) from error


def read(folder: Path) -> Arrays | None:
    """Open the set, memory-mapped; None when it is not there, unfinished or damaged.

    A damaged set is discarded, so that the next set-up fetches it again.
    """
    if not present(folder):
        return None
    manifest = _manifest(folder)
    assert manifest is not None
    for name in FILES:
        status = (folder / name).stat()
        expected = manifest["sha256"][name]
        state = (folder / name, status.st_mtime_ns, status.st_size, expected)
        if state not in _verified:
            if _sha256(folder / name) != expected:
                discard(folder)
                return None
            _verified.add(state)
    images, labels = (np.load(folder / name, mmap_mode="r") for name in FILES)
    digest = hashlib.sha256("".join(manifest["sha256"][name] for name in FILES).encode())
    return Arrays(images, labels, int(manifest["train"]), digest.hexdigest())


def discard(folder: Path) -> None:
    """Declare the set not there; its files are overwritten by the next `write`."""
    (folder / MANIFEST).unlink(missing_ok=True)


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        document = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return document if {"source", "train", "bytes", "sha256"} <= document.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unreadable(archive: Path) -> LabError:
    """An archive that has the right checksum, or none, and yet not the layout that is known."""
    return LabError(
        "The archive {file} is not what was expected; nothing was kept.", file=archive.name
    )


def unwritable(folder: Path, error: OSError) -> LabError:
    """What is said where images cannot be written."""
    return LabError(
        "The images could not be written to {folder} ({reason}). Make room there, or "
        "choose another place with the environment variable TLL_CACHE_DIR.",
        folder=str(folder),
        reason=error.strerror or str(error),
    )


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A temporary path beside `target` that takes its place only when the block succeeds."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
