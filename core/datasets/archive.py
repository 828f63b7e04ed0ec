"""Photos from outside, class by class: a ZIP of folders, a folder, single files (light)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.datasets import layout, zip_members
from core.datasets.zip_members import MOST_MEMBER, limit, too_large
from core.images import shown_name
from core.messages import LabError, Message, msg

Photo = tuple[str, str, bytes]  # class, file name, the file


@dataclass(frozen=True)
class Source:
    """Photos to be read once: `photos` gives them one at a time, `total` is how many."""

    total: int
    notes: tuple[Message, ...]
    photos: Iterator[Photo]


def opened(path: Path) -> Source:
    """A ZIP or a folder of class folders.  Raises LabError when it is neither, or not safe."""
    return folder(path) if path.is_dir() else zipped(path)


def zipped(path: Path) -> Source:
    """The photos in a ZIP of class folders.

    Raises LabError, here or while the photos are read, for everything that a ZIP of photos does
    not do (`core.datasets.zip_members`): it is refused as a whole.
    """
    members = zip_members.members(path)
    listed = [parts for parts in members if not layout.ignored(parts)]
    found, notes = layout.classes_of(listed)
    unpacked = zip_members.unpacked(path, members, found)
    return Source(len(found), notes, ((found[at], at[-1], data) for at, data in unpacked))


def folder(path: Path) -> Source:
    """The photos in a folder of class folders on this machine; links are not followed."""
    files: dict[tuple[str, ...], Path] = {}
    links = total = 0
    for place, folders, names in os.walk(path):
        here = Path(place)
        folders[:] = sorted(
            name
            for name in folders
            if not layout.ignored([name]) and not (here / name).is_symlink()
        )
        for name in sorted(names):
            file = here / name
            if layout.ignored([name]):
                continue
            status = file.lstat()
            if not stat.S_ISREG(status.st_mode):
                links += 1
                continue
            files[file.relative_to(path).parts] = file
            total += status.st_size
            limit(len(files), total)
    if not files:
        raise LabError(msg("The folder {folder} holds no files.", folder=str(path)))
    found, notes = layout.classes_of(list(files))
    if links:
        notes += (msg("Links or special files that were not followed: {count}.", count=links),)
    photos = ((found[parts], parts[-1], _read(files[parts])) for parts in found)
    return Source(len(found), notes, photos)


def files(given: Mapping[str, Sequence[tuple[str, bytes | Path]]]) -> Source:
    """Single files of each class: class → (file name, its bytes or where they lie)."""
    photos = (
        (name, shown_name(file), data if isinstance(data, bytes) else _read(data))
        for folder_name, photos in given.items()
        if (name := layout.class_name(folder_name))
        for file, data in photos
    )
    total = sum(map(len, given.values()))
    limit(total, 0)
    return Source(total, (), photos)


def _read(path: Path) -> bytes:
    """A file of at most `MOST_MEMBER` bytes."""
    with path.open("rb") as file:
        data = file.read(MOST_MEMBER + 1)
    if len(data) > MOST_MEMBER:
        raise too_large(path.name)
    return data
