"""A folder or ZIP of photos as a dataset of the command line."""

from __future__ import annotations

from pathlib import Path

from core.datasets import own
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.runs.series import COMMAND_LINE
from core.runs.store import Store
from core.work import Report

KNOWN = "study photos"  # setting: digest of photos → the dataset they became


def as_dataset(source: Path, store: Store, tell: Report) -> str:
    """Its id; the same photos are read in only once."""
    digest = archive.digest(archive.opened(source))
    known = store.get_setting(COMMAND_LINE, KNOWN, {})
    dataset = known.get(digest)
    if dataset and own.available(dataset):
        return str(dataset)
    made = create(COMMAND_LINE, source.stem, archive.opened(source), report=tell)
    store.set_setting(COMMAND_LINE, KNOWN, known | {digest: made["id"]})
    return str(made["id"])
