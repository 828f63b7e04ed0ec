"""Image sets that only their makers give out: fetched on request, never by set-up (light).

The archives go to the cache folder, where they may as well be placed by hand; what has arrived of
one stays there, and the next try goes on from it.  A checked archive becomes squares of 224 pixels
(`core.datasets.stored`), and is deleted once they are stored.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np

from core.datasets import stored
from core.datasets.dataset import Arrays, Official
from core.download import download
from core.images import decode, resize, shown_name
from core.messages import LabError, Message
from core.paths import cache_dir
from core.work import Cancelled, Document, Report, heard, look_up

MOST_BYTES = 20_000_000  # of one photo's file
PATIENCE = 15.0  # seconds that a server may stay silent
_UNSORTED = ".unsorted.tmp"
_FOUND = "found.json"
_LISTED = 100  # broken files whose names are kept
_TELL_EVERY = 16  # photos


def folder(official: Official) -> Path:
    return cache_dir("datasets") / official.folder


def available(official: Official) -> bool:
    return stored.present(folder(official))


def load(official: Official, title: Message) -> Arrays:
    """All photos, uint8 [N, 224, 224, 3] memory-mapped, the training part first.

    Raises LabError when they are not here (yet), or were damaged.
    """
    arrays = stored.read(folder(official))
    if arrays is None:
        raise LabError(
            "The photos of “{title}” are not on this computer. Fetch them on the page “Pets and "
            "new domains”, or with “python -m core fetch --dataset {dataset}”.",
            title=title,
            dataset=official.folder,
        )
    return arrays


def found(official: Official) -> Document:
    """What fetching came to: ``photos`` (how many), ``broken`` (how many), ``files`` (names)."""
    try:
        document: Document = json.loads((folder(official) / _FOUND).read_text("utf-8"))
    except (OSError, ValueError):
        return {"photos": 0, "broken": 0, "files": []}
    return document


def fetch(official: Official, report: Report, cancelled: Cancelled) -> Document:
    """Fetch, check, decode and store an image set, unless it is here; what `found` says of it.

    Reports ``download`` events over all archives together, then the phases ``check``, ``prepare``
    and ``store``.  Raises LabError with what happened and what to do; what has arrived is kept,
    and the next call goes on from there.
    """
    place = folder(official)
    if stored.present(place):
        return found(official)
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
    place = cache_dir("downloads", official.folder)
    free = shutil.disk_usage(place).free
    if free < needed:
        raise LabError(
            "Fetching needs {needed} GB of room for a while, and {free} GB are free at "
            "{path}. Make room there, or choose another place with the environment variable "
            "TLL_CACHE_DIR.",
            needed=f"{needed / 1e9:.1f}",
            free=f"{free / 1e9:.1f}",
            path=str(place),
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
                square = resize(decode(data, name).pixels[None], official.side)[0]
            except LabError:
                broken.append(shown_name(name))
                return False
            try:
                file.write(square.tobytes())
            except OSError as error:
                raise stored.unwritable(unsorted.parent, error) from error
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
    for part in (test, ~test):
        if len(np.unique(labels[part])) < official.classes:
            raise stored.unreadable(official.path(official.archives[0]))
    report({"kind": "phase", "phase": "store", "done": 0, "total": 1})
    document = {
        "photos": len(labels),
        "broken": len(broken),
        "files": broken[:_LISTED],
    }
    side = official.side
    pixels = np.memmap(unsorted, np.uint8, "r", shape=(len(labels), side, side, 3))
    order = np.concatenate([np.flatnonzero(~test), np.flatnonzero(test)])
    place = unsorted.parent
    try:
        (place / _FOUND).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise stored.unwritable(place, error) from error
    source = official.archives[0].url
    stored.write(place, pixels, labels[order], int(np.count_nonzero(~test)), source, order)
    return document
