"""What a worker does for datasets; the one list is `core.tasks`."""

from __future__ import annotations

from core.work import Cancelled, Document, Report, Task


def collect(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Make a dataset of ``payload["owner"]`` called ``payload["title"]`` from uploads
    (`core.datasets.incoming`), which are deleted in any case.

    ``payload["file"]`` is a ZIP of class folders, or ``payload["classes"]`` holds
    class → [[file name, upload], …].
    """
    from core.datasets import archive, incoming, own

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
        return own.create(
            payload["owner"], payload["title"], source, payload["seed"], report, cancelled
        )
    finally:
        incoming.discard(uploads)


def fetch_dataset(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Fetch ``payload["dataset"]`` from its makers (`core.datasets.official`)."""
    from core.datasets import library, official

    return official.fetch(library.official(payload["dataset"]), report, cancelled)


TASKS: dict[str, Task] = {"fetch_dataset": fetch_dataset, "collect": collect}
