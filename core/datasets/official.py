"""Image sets that only their makers give out: fetched on request, never by set-up (light).

The archives go to the cache folder, where they may as well be placed by hand; what has arrived of
one stays there, and the next try goes on from it.  A checked archive becomes squares of 224 pixels
(`core.datasets.stored`), and is deleted once they are stored.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import numpy as np

from core.datasets import library, stored
from core.datasets.dataset import Arrays
from core.download import download
from core.images import decode, resize, shown_name
from core.messages import LabError, choose_from, msg
from core.paths import cache_dir
from core.work import Cancelled, Document, Report, heard, look_up

DATASETS = ("pets", "pets_species", "dogs_vs_cats")  # the catalogue's entries that come from here
SIDE = 224  # pixels
MOST_BYTES = 20_000_000  # of one photo's file
PATIENCE = 15.0  # seconds that a server may stay silent
_UNSORTED = ".unsorted.tmp"
_FOUND = "found.json"
_LISTED = 100  # broken files whose names are kept
_TELL_EVERY = 16  # photos

# Keep a photo: its label, whether it is for the test, its name, the file's bytes.  False: broken.
Keep = Callable[[int, bool, str, bytes], bool]


@dataclass(frozen=True)
class Archive:
    """One file to fetch: ``checksum`` is ``algorithm:hex``."""

    url: str
    checksum: str
    bytes: int

    @property
    def name(self) -> str:
        return self.url.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Official:
    """An image set as its makers publish it.

    `read` gets the archives' paths and hands every photo that is wanted to `Keep`; it raises
    LabError when an archive is not what was expected.
    """

    dataset: str  # whose folder it is stored in
    archives: tuple[Archive, ...]
    most: int  # photos at most
    read: Callable[[Sequence[Path], Keep], None]

    @property
    def bytes(self) -> int:
        return sum(archive.bytes for archive in self.archives)

    @property
    def stored_bytes(self) -> int:
        return self.most * SIDE * SIDE * 3

    def path(self, archive: Archive) -> Path:
        """Where an archive arrives, or may be placed by hand."""
        return cache_dir("downloads", self.dataset) / archive.name

    def arrived(self) -> int:
        """How many bytes of the archives are here."""
        return sum(self._arrived(archive) for archive in self.archives)

    def _arrived(self, archive: Archive) -> int:
        path = self.path(archive)
        for file in (path, path.with_name(f"{path.name}.part")):
            if file.is_file():
                return min(file.stat().st_size, archive.bytes)
        return 0


def of(dataset: str) -> Official:
    """What a dataset is made of; LabError for one that is not fetched this way."""
    if dataset not in DATASETS:
        raise LabError(
            msg(
                "“{name}” is not fetched on its own. Choose from: {valid}.",
                name=dataset,
                valid=choose_from(DATASETS),
            )
        )
    official: Official = import_module(f"core.datasets.{dataset}").OFFICIAL
    return official


def folder(dataset: str) -> Path:
    return cache_dir("datasets") / dataset


def available(dataset: str) -> bool:
    return stored.present(folder(dataset))


def load(dataset: str) -> Arrays:
    """All photos, uint8 [N, 224, 224, 3] memory-mapped, the training part first.

    Raises LabError when they are not here (yet), or were damaged.
    """
    arrays = stored.read(folder(dataset))
    if arrays is None:
        raise LabError(
            msg(
                "The photos of “{title}” are not on this machine. Fetch them on the page “Pets and "
                "new domains”, or with “python -m core fetch --dataset {dataset}”.",
                title=library.get(dataset).title,
                dataset=dataset,
            )
        )
    return arrays


def found(dataset: str) -> Document:
    """What fetching came to: ``photos`` (how many), ``broken`` (how many), ``files`` (names)."""
    try:
        document: Document = json.loads((folder(of(dataset).dataset) / _FOUND).read_text("utf-8"))
    except (OSError, ValueError):
        return {"photos": 0, "broken": 0, "files": []}
    return document


def fetch(official: Official, report: Report, cancelled: Cancelled) -> Document:
    """Fetch, check, decode and store an image set, unless it is here; what `found` says of it.

    Reports ``download`` events over all archives together, then the phases ``check``, ``prepare``
    and ``store``.  Raises LabError with what happened and what to do; what has arrived is kept,
    and the next call goes on from there.
    """
    place = folder(official.dataset)
    if stored.present(place):
        return found(official.dataset)
    _check_room(official)
    told = heard(report, cancelled)
    before, paths = 0, []
    for archive in official.archives:
        path = official.path(archive)
        paths.append(
            download(
                archive.url,
                path,
                archive.checksum,
                _together(told, before, official.bytes),
                PATIENCE,
            )
        )
        before += archive.bytes
    place.mkdir(exist_ok=True)
    unsorted = place / _UNSORTED
    try:
        document = _store(official, paths, unsorted, report, cancelled)
    finally:
        unsorted.unlink(missing_ok=True)
    for path in paths:
        path.unlink()
    return document


def _check_room(official: Official) -> None:
    """The photos are written twice: as they come, then in their final order."""
    needed = official.bytes - official.arrived() + 2 * official.stored_bytes
    place = cache_dir("downloads", official.dataset)
    free = shutil.disk_usage(place).free
    if free < needed:
        raise LabError(
            msg(
                "Fetching needs {needed} GB of room for a while, and {free} GB are free at "
                "{path}. Make room there, or choose another place with the environment variable "
                "TLL_CACHE_DIR.",
                needed=f"{needed / 1e9:.1f}",
                free=f"{free / 1e9:.1f}",
                path=str(place),
            )
        )


def _together(report: Report, before: int, total: int) -> Report:
    """Download events of one archive as those of all of them."""

    def tell(event: Document) -> None:
        if event["kind"] == "download":
            event = event | {"done": before + event["done"], "total": total}
        report(event)

    return tell


def _store(
    official: Official, paths: list[Path], unsorted: Path, report: Report, cancelled: Cancelled
) -> Document:
    labels: list[int] = []
    tests: list[bool] = []
    broken: list[str] = []
    with unsorted.open("wb") as file:

        def keep(label: int, test: bool, name: str, data: bytes) -> bool:
            look_up(cancelled)
            done = len(labels) + len(broken)
            if done % _TELL_EVERY == 0:
                total = official.most
                report({"kind": "phase", "phase": "prepare", "done": done, "total": total})
            try:
                square = resize(decode(data, name).pixels[None], SIDE)[0]
            except LabError:
                broken.append(shown_name(name))
                return False
            try:
                file.write(square.tobytes())
            except OSError as error:
                raise _unwritable(unsorted, error) from error
            labels.append(label)
            tests.append(test)
            return True

        official.read(paths, keep)
    return _sorted(official, unsorted, np.array(labels), np.array(tests, bool), broken, report)


def _sorted(
    official: Official,
    unsorted: Path,
    labels: np.ndarray,
    test: np.ndarray,
    broken: list[str],
    report: Report,
) -> Document:
    """Write what was found in its final order: the training part, then the test part."""
    classes = len(library.get(official.dataset).classes)
    for part in (test, ~test):
        if len(np.unique(labels[part])) < classes:
            raise unreadable(official.path(official.archives[0]))
    report({"kind": "phase", "phase": "store", "done": 0, "total": 1})
    document = {
        "photos": len(labels),
        "broken": len(broken),
        "files": broken[:_LISTED],
    }
    pixels = np.memmap(unsorted, np.uint8, "r", shape=(len(labels), SIDE, SIDE, 3))
    order = np.concatenate([np.flatnonzero(~test), np.flatnonzero(test)])
    place = unsorted.parent
    try:
        (place / _FOUND).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise _unwritable(place, error) from error
    source = official.archives[0].url
    stored.write(place, pixels, labels[order], int(np.count_nonzero(~test)), source, order)
    return document


def unreadable(archive: Path) -> LabError:
    """An archive that has the right checksum, or none, and yet not the layout that is known."""
    return LabError(
        msg("The archive {file} is not what was expected; nothing was kept.", file=archive.name)
    )


def _unwritable(path: Path, error: OSError) -> LabError:
    return LabError(
        msg(
            "The images could not be written to {folder} ({reason}). Make room there, or choose "
            "another place with the environment variable TLL_CACHE_DIR.",
            folder=str(path.parent),
            reason=error.strerror or str(error),
        )
    )
