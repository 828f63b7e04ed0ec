"""What set-up fetches and prepares: CIFAR-10, then the counted facts of every backbone.

Every step is checked first and skipped when its product is there and whole, so a second run does
nothing and needs no network, and a run after an interruption goes on.  One step that fails does not
stop the others.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.datasets import cifar10, cifar10_sources, stored
from core.messages import LabError, Message, msg
from core.paths import cache_dir
from core.zoo import catalog as zoo

Report = Callable[[dict[str, Any]], None]
_ABANDONED = 3600  # seconds


def fetch_all(report: Report) -> list[dict[str, Any]]:
    """Fetch and prepare everything that is missing.

    Returns one dict per item: ``item`` ("cifar10", "facts:BACKBONE"), ``state`` ("ready", it was
    there; "fetched"; "failed"), ``source``, ``seconds`` and ``message`` (a Message's JSON).
    `report` gets the events of the running step with ``item`` added.
    """
    steps: list[tuple[str, Callable[[Report], tuple[str, str, Message]]]] = [("cifar10", _cifar10)]
    steps += [(f"facts:{name}", _facts(name)) for name in zoo.BACKBONES]
    return [_run(item, step, report) for item, step in steps]


def _run(
    item: str, step: Callable[[Report], tuple[str, str, Message]], report: Report
) -> dict[str, Any]:
    started = time.monotonic()
    try:
        state, source, message = step(lambda event: report({"item": item, **event}))
    except LabError as error:
        state, source, message = "failed", "", error.message
    return {
        "item": item,
        "state": state,
        "source": source,
        "seconds": round(time.monotonic() - started, 2),
        "message": message.to_json(),
    }


def _cifar10(report: Report) -> tuple[str, str, Message]:
    folder = cifar10.folder()
    if stored.read(folder):
        source = stored.source(folder)
        return "ready", source, msg("CIFAR-10 is here, complete and undamaged.")
    _clear_abandoned(folder)
    source = cifar10_sources.fetch(folder, report)
    cifar10.load()  # reads back and verifies what was written
    return "fetched", source, msg("CIFAR-10 was fetched from {source}.", source=source)


def _clear_abandoned(folder: Path) -> None:
    """Remove what a killed set-up left half done (a part file is kept: it is resumed)."""
    left = [*folder.glob(".*.tmp"), *cache_dir("downloads").glob(f"{cifar10_sources.TEMPORARY}*")]
    for path in left:
        if time.time() - path.stat().st_mtime > _ABANDONED:  # younger: another set-up may run now
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _facts(backbone: str) -> Callable[[Report], tuple[str, str, Message]]:
    def step(report: Report) -> tuple[str, str, Message]:
        from core.zoo import facts

        if facts.read(backbone):
            return "ready", "counted", msg("The facts of this network have been counted.")
        report({"kind": "phase", "phase": "count", "done": 0, "total": 1})
        facts.count(backbone)
        return "fetched", "counted", msg("The facts of this network were counted.")

    return step
