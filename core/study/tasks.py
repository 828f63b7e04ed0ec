"""What a worker does for studies and exports; the one list is `core.tasks`."""

from __future__ import annotations

from core.study import files
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report, Task


def examine(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Look at the photos of ``payload["recipe"]`` (`core.study.examine.examine`)."""
    from core.study.examine import examine as run

    return run(Recipe.from_json(payload["recipe"]), report, cancelled)


def export(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The trained network of ``payload["recipe"]`` as one file, trained once more where it is not
    in the cache: ``path``, ``bytes`` and what was measured (`core.study.export.export`)."""
    recipe = Recipe.from_json(payload["recipe"]).check()
    known = files.made(recipe, files.WHOLE)
    if known is not None:
        return known
    from core.study.export import export as run

    return files.keep(recipe, files.WHOLE, lambda path: run(recipe, path, report, cancelled))


def backbone(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The network of ``payload["recipe"]`` before training, for plain Keras: ``path``,
    ``bytes``."""
    recipe = Recipe.from_json(payload["recipe"]).check()
    known = files.made(recipe, files.BACKBONE)
    if known is not None:
        return known
    from core.study.export import backbone as build

    report({"kind": "phase", "phase": "export", "done": 0, "total": 1})

    def write(path: object) -> Document:
        build(recipe).save(path)
        return {}

    return files.keep(recipe, files.BACKBONE, write)


TASKS: dict[str, Task] = {"examine": examine, "export": export, "backbone": backbone}
