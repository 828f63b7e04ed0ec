"""The status of this installation: servers with their queues and workers, what is stored, what went
wrong lately (light)."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from statistics import median
from typing import Any

import psutil

import core
from core import events
from core.environment import describe
from core.operation import pulse
from core.paths import cache_dir, data_dir
from core.transfer.cache import budget_from_environment

LATELY = timedelta(hours=1)  # of the jobs that are summed up
MOST_ERRORS = 20
MB = 10**6
PACKAGES = ("streamlit", "dask", "distributed", "plotly")  # beside what computes


def read() -> dict[str, Any]:
    """Everything, as plain JSON."""
    known = events.read()
    memory = psutil.virtual_memory()
    return {
        **health(),
        "servers": pulse.servers(),
        "jobs_of_the_last_hour": jobs(known),
        "errors": _errors(known),
        "stored": _stored(),
        "disk": [_disk("data", data_dir()), _disk("cache", cache_dir())],
        "memory": {
            "total_mb": memory.total // MB,
            "available_mb": memory.available // MB,
        },
        "load": list(os.getloadavg()) if hasattr(os, "getloadavg") else [],
        "versions": {"lab": core.__version__}
        | describe()
        | {name: metadata.version(name) for name in PACKAGES},
    }


def health() -> dict[str, Any]:
    """Whether a job that is asked for now is done, and why not: some server on this data folder
    beats and has its workers."""
    beating = pulse.servers()
    can_run = any(one.get("can_run") for one in beating)
    why = "" if can_run else "no server runs on this data folder"
    if beating and not can_run:
        why = "the workers are starting, or cannot be started"
    return {"can_run": can_run, "why": why}


def jobs(known: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """What became of the jobs of the last hour, by kind, the most frequent first."""
    known = events.read() if known is None else known
    since = (datetime.now(UTC) - LATELY).isoformat()
    kinds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in known:
        if event.get("event") == "job" and str(event.get("at")) > since:
            kinds[str(event["kind"])].append(event)
    return [
        {
            "kind": kind,
            "count": len(rows),
            "failed": sum(row["outcome"] in ("failed", "lost") for row in rows),
            "median_wait_seconds": median(row["wait"] for row in rows),
            "median_seconds": median(row["seconds"] for row in rows),
        }
        for kind, rows in sorted(kinds.items(), key=lambda item: -len(item[1]))
    ]


def _errors(known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last errors, newest first: unforeseen ones, failed jobs, warnings of libraries."""
    failed = ("failed", "lost")
    wrong = [
        event
        for event in known
        if event.get("event") in ("error", "logged", "cluster lost")
        or (event.get("event") == "job" and event.get("outcome") in failed)
    ]
    return wrong[: -MOST_ERRORS - 1 : -1]


def _stored() -> list[dict[str, Any]]:
    """What takes room, by folder: of the data and the cache."""
    found = [
        {"folder": f"{place}/{path.name}", "mb": round(_size(path) / MB, 1)}
        for place, folder in (("data", data_dir()), ("cache", cache_dir()))
        for path in sorted(folder.iterdir())
    ]
    budget = round(budget_from_environment() / MB)
    return [
        one | ({"budget_mb": budget} if one["folder"] == "cache/activations" else {})
        for one in found
        if one["mb"]
    ]


def _size(path: Path) -> int:
    """Bytes of a file, or of everything in a folder; what vanishes meanwhile counts nothing."""
    total = 0
    waiting = [path]
    while waiting:
        one = waiting.pop()
        try:
            if one.is_dir():
                waiting += one.iterdir()
            else:
                total += one.stat().st_size
        except OSError:
            continue
    return total


def _disk(name: str, path: Path) -> dict[str, Any]:
    used = shutil.disk_usage(path)
    return {"folder": name, "path": str(path), "free_mb": used.free // MB}
