"""The activation store: nothing frozen is ever computed twice (light).

What another worker of a cluster has stored is as good as stored here (`core.peers`).

One file an entry: an ordinary ``.npy`` followed by four bytes of CRC-32 over everything before.
Files are written beside their final name and renamed, so a reader sees all or nothing; a damaged
entry is deleted and built again; the least recently used entries make room for new ones.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from core import peers
from core.paths import cache_dir

DEFAULT_BUDGET = 4 * 2**30
_PIECE = 1 << 24


def budget_from_environment() -> int:
    """Bytes the store may take: ``TLL_ACTIVATION_BUDGET`` in megabytes, else 4 GiB."""
    megabytes = os.environ.get("TLL_ACTIVATION_BUDGET", "")
    return int(megabytes) * 2**20 if megabytes.isdigit() else DEFAULT_BUDGET


@dataclass
class ActivationStore:
    """Arrays on disk by key.  Safe under several writers: the last rename wins with equal bytes."""

    root: Path = field(default_factory=lambda: cache_dir("activations"))
    budget: int = field(default_factory=budget_from_environment)
    _checked: dict[Path, tuple[int, int]] = field(default_factory=dict)

    @staticmethod
    def key(**parts: Any) -> str:
        """A name for what the parts determine: 32 hex digits."""
        text = json.dumps(parts, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def path(self, key: str) -> Path:
        """Where an array is stored, or would be."""
        return self.root / f"{key}.npy"

    def load(self, key: str) -> np.ndarray | None:
        """The stored array, memory-mapped read-only, or None when absent or damaged."""
        path = self.path(key)
        if not path.exists() and peers.bring(path):
            self._make_room(0)
        try:
            if not self._intact(path):
                _drop(path)
                return None
            with suppress(PermissionError):  # somebody else's file
                os.utime(path)  # recency for eviction
            stat = path.stat()
            self._checked[path] = (stat.st_size, stat.st_ino)
            stored: np.ndarray = np.load(path, mmap_mode="r", allow_pickle=False)
            return stored
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            _drop(path)
            return None

    def _intact(self, path: Path) -> bool:
        """Whether the CRC fits; asked once for each file and process."""
        stat = path.stat()
        if self._checked.get(path) == (stat.st_size, stat.st_ino):
            return True
        crc, left = 0, stat.st_size - 4
        with path.open("rb") as file:
            while left > 0 and (piece := file.read(min(_PIECE, left))):
                crc = zlib.crc32(piece, crc)
                left -= len(piece)
            return left == 0 and file.read(4) == crc.to_bytes(4, "little")

    def save(self, key: str, array: np.ndarray) -> bool:
        """Store an array; false when it does not fit the budget or the disk (nothing is lost:
        the caller still holds the array, it will only be computed again next time)."""
        array = np.ascontiguousarray(array)
        if array.nbytes > self.budget:
            return False
        self._make_room(array.nbytes)
        part = self.root / f".{key}.{os.getpid()}.part"
        try:
            header = io.BytesIO()
            np.lib.format.write_array_header_1_0(
                header, np.lib.format.header_data_from_array_1_0(array)
            )
            crc = zlib.crc32(header.getvalue())
            data = array.reshape(-1).view(np.uint8).data
            with part.open("wb") as file:
                file.write(header.getvalue())
                for start in range(0, len(data), _PIECE):
                    piece = data[start : start + _PIECE]
                    crc = zlib.crc32(piece, crc)
                    file.write(piece)
                file.write(crc.to_bytes(4, "little"))
            part.replace(self.path(key))
        except OSError:
            _drop(part)
            return False
        return True

    def _make_room(self, wanted: int) -> None:
        """Delete the least recently used entries until `wanted` bytes fit the budget."""
        entries = []
        for path in self.root.glob("*.npy"):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            entries.append((stat.st_mtime_ns, stat.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total + wanted <= self.budget:
                break
            _drop(path)
            total -= size

    def clear(self) -> None:
        """Delete everything, half-written files of dead processes included."""
        for path in [*self.root.glob("*.npy"), *self.root.glob(".*.part")]:
            path.unlink(missing_ok=True)


def _drop(path: Path) -> None:
    with suppress(OSError):  # a folder that may only be read
        path.unlink(missing_ok=True)
