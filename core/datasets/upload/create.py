"""Files become a dataset of a learner's own (light)."""

from __future__ import annotations

import secrets
import shutil
import time

import numpy as np

from core.datasets import own, stored
from core.datasets.upload import archive, incoming
from core.datasets.upload.archive import Source
from core.datasets.upload.arranged import arrange
from core.datasets.upload.class_names import class_name
from core.datasets.upload.collected import collect, limit
from core.messages import LabError
from core.work import Cancelled, Document, Report, heard, look_up

_COPIES = 2  # of the pixels while a dataset is made
_SPARE = 100_000_000  # bytes of the disk that are left alone


def create(
    owner: str,
    title: str,
    source: Source,
    seed: int = 0,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Document:
    """Read every photo of `source`, keep what is usable, draw the test part; the new document.

    Files that cannot be decoded, copies, and copies that lie in two classes are left out and
    listed.  Raises LabError when what is left is no dataset.
    """
    limit(source)
    needed = _COPIES * source.total * own.SIDE * own.SIDE * 3
    if shutil.disk_usage(own.folder()).free < needed + _SPARE:  # said before the work
        raise LabError(
            "Keeping these photos takes {megabytes} MB on the disk at {folder}. Make room "
            "there, or choose another place with the environment variable TLL_DATA_DIR.",
            megabytes=round((needed + _SPARE) / 1e6),
            folder=str(own.folder()),
        )
    dataset = f"own-{secrets.token_hex(8)}"
    place = own.folder() / f".{dataset}"  # takes its name when it is whole
    place.mkdir(mode=0o700)
    squares = place / "squares"
    try:
        found = collect(source, squares, report, cancelled)
        arranged = arrange(found, source, seed, heard(report, cancelled))
        labels, train = arranged.labels, arranged.train
        stored.write(place, found.pixels(), labels, train, "own photos", arranged.rows)
        np.save(place / own.GROUPS, arranged.groups)
        document = arranged.said | {
            "id": dataset,
            "owner": owner,
            "title": class_name(title) or dataset,
            "created": time.time(),
            "seed": seed,
        }
        squares.unlink()
        own.write(place, document)
        look_up(cancelled)
        place.rename(own.folder(dataset))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return document


def collect_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Make a dataset of ``payload["owner"]`` called ``payload["title"]`` from uploads
    (`core.datasets.upload.incoming`), which are deleted in any case.

    ``payload["file"]`` is a ZIP of class folders, or ``payload["classes"]`` holds
    class → [[file name, upload], …].
    """
    classes = payload.get("classes", {})
    uploads = [path for given in classes.values() for _name, path in given]
    if "file" in payload:
        uploads = [payload["file"]]
    try:
        if "file" in payload:
            source = archive.zipped(incoming.found(payload["file"]))
        else:
            source = archive.files(
                {
                    name: [(file, incoming.found(path)) for file, path in given]
                    for name, given in classes.items()
                }
            )
        own.admit(payload["owner"], source.total)
        return create(
            payload["owner"], payload["title"], source, payload["seed"], report, cancelled
        )
    finally:
        incoming.discard(uploads)
