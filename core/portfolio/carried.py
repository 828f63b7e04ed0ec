"""A learner's work on its way between the worker and the browser (light)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from core.datasets.upload import incoming
from core.portfolio.take import take
from core.portfolio.write import write
from core.runs.store import Store
from core.work import Cancelled, Document, Report


def place(owner: str) -> Path:
    """Where a learner's file waits to be fetched: one of each, for some hours."""
    return incoming.folder() / f"work-{hashlib.sha256(owner.encode()).hexdigest()[:32]}"


def discard(owner: str) -> None:
    """Delete the file of a learner that waits."""
    place(owner).unlink(missing_ok=True)


def pack_work_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Write the work of ``payload["owner"]``: ``path``, and how much of what it holds."""
    incoming.sweep()
    path = place(payload["owner"])
    with Store() as store:
        return write(store, payload["owner"], path, report, cancelled) | {"path": str(path)}


def take_work_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Read the upload ``payload["file"]`` in for ``payload["owner"]``; it is deleted in any
    case."""
    try:
        path = incoming.found(payload["file"])
        with Store() as store:
            return take(store, payload["owner"], path, report, cancelled)
    finally:
        incoming.discard([payload["file"]])
