"""A file that is said to be a learner's work, judged before anything of it is kept (light).

Nothing is unpacked: one member after the other is read in memory, under the limits of every ZIP
from outside (`core.datasets.upload.zip_members`), and is JSON or a picture, never a program.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets.upload import zip_members
from core.datasets.upload.zip_members import Member
from core.messages import LabError
from core.portfolio import manifest, photos, plain, runs, settings
from core.portfolio.manifest import DATASETS, PHOTO, RUN, Manifest
from core.runs.store import Run
from core.work import Document


@dataclass(frozen=True)
class Portfolio:
    """What a file holds, checked but for the pixels: runs that are nobody's yet, settings,
    datasets by the id that they have in the file; `photo` gives the bytes of one's photo."""

    runs: list[Run]
    settings: dict[str, Any]
    datasets: dict[str, Document]
    photo: Callable[[str, int], bytes]


@contextmanager
def opened(
    path: Path, step: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Portfolio]:
    """A file of somebody's work.  LabError for any other, and for one that is not sound."""
    if not zipfile.is_zipfile(path):
        raise manifest.foreign()
    members = _members(path)
    with zip_members.reading(path) as read:
        first = members.pop(manifest.MANIFEST, None)
        if first is None:
            raise manifest.foreign()
        told = Manifest.from_json(plain.read(read(first), manifest.MANIFEST))
        told.check(set(members))
        small = [name for name in members if not PHOTO.fullmatch(name)]
        done = 0

        def data(name: str) -> bytes:
            found = read(members[name])
            told.same(name, found)
            return found

        def document(name: str) -> Any:
            nonlocal done
            done += 1
            step(done, len(small))
            return plain.read(data(name), name)

        remembered = _settings(document) if manifest.SETTINGS in members else {}
        counts = _photos(members)
        sets = {}
        for name in members:
            if found := DATASETS.fullmatch(name):
                said = document(name)
                sets[found[1]] = photos.checked(said, counts.pop(found[1], 0), name)
                if sets[found[1]]["id"] != found[1]:
                    raise plain.damaged(name)
        if counts:
            raise plain.damaged(f"datasets/{next(iter(counts))}")
        every = [
            _run(found[1], document, members, data)
            for name in members
            if (found := RUN.fullmatch(name))
        ]
        pictures = {name for name in members if manifest.PICTURE.fullmatch(name)}
        if extra := pictures - {f"pictures/{one.id}.png" for one in every}:
            raise plain.damaged(min(extra))
        yield Portfolio(
            every,
            remembered,
            sets,
            lambda dataset, at: data(f"datasets/{dataset}/photos/{at:05}.png"),
        )


def _members(path: Path) -> dict[str, Member]:
    """Name → member.  LabError for links, for two of one name, and for what is made to fill the
    memory."""
    found, _code = zip_members.members(path)
    zip_members.limit(len(found), sum(one.info.file_size for one in found))
    out: dict[str, Member] = {}
    for one in found:
        name, info = "/".join(one.parts), one.info
        if one.parts[-1] == "":
            continue
        bomb = info.file_size > max(zip_members.SMALL, zip_members.MOST_RATIO * info.compress_size)
        if one.special or bomb or name in out:
            raise LabError(
                "“{file}” in the file is a link, is there twice, or would unpack to more than "
                "{ratio} times its size. The Lab writes no such file: nothing was read in.",
                file=name[-60:],
                ratio=zip_members.MOST_RATIO,
            )
        out[name] = one
    return out


def _settings(document: Callable[[str], Any]) -> dict[str, Any]:
    found = document(manifest.SETTINGS)
    if not isinstance(found, dict):
        raise plain.damaged(manifest.SETTINGS)
    known = {name: value for name, value in found.items() if settings.kept(name) is not None}
    if not all(settings.sound(name, value) for name, value in known.items()):
        raise plain.damaged(manifest.SETTINGS)
    return known


def _photos(members: dict[str, Member]) -> dict[str, int]:
    """Dataset → how many photos of it there are, numbered without a gap."""
    numbers: dict[str, list[int]] = {}
    for name in members:
        if found := PHOTO.fullmatch(name):
            numbers.setdefault(found[1], []).append(int(found[2]))
    for dataset, found_numbers in numbers.items():
        if sorted(found_numbers) != list(range(len(found_numbers))):
            raise plain.damaged(f"datasets/{dataset}/photos")
    return {dataset: len(found) for dataset, found in numbers.items()}


def _run(
    name: str,
    document: Callable[[str], Any],
    members: dict[str, Member],
    data: Callable[[str], bytes],
) -> Run:
    file, picture = f"runs/{name}.json", f"pictures/{name}.png"
    run = runs.of(document(file), data(picture) if picture in members else b"", file)
    if run.id != name:
        raise plain.damaged(file)
    return run
