"""What an operator sees of a queue and of a cluster: counts and processes, no names (light)."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from core.jobs.lanes import LANES
from core.jobs.part import Part

MB = 10**6
FRESH = 20.0  # seconds for which a scheduler's answer counts


@dataclass(frozen=True)
class Seen:
    """A scheduler's answer; `at`: of `time.monotonic`, long ago where there was none."""

    workers: list[dict[str, Any]] = field(default_factory=list)
    dashboard: str | None = None
    at: float = float("-inf")

    def can_run(self, private: bool) -> bool:
        """Whether its workers can be given jobs: in a cluster of our own one for each lane."""
        fresh = time.monotonic() - self.at < FRESH
        return fresh and len(self.workers) >= (len(LANES) if private else 1)


def seen(identity: dict[str, Any]) -> Seen:
    """Of what a scheduler says of itself."""
    workers = [
        {
            "name": str(one["name"]),
            "host": one["host"],
            "memory_mb": int(one["metrics"].get("memory", 0)) // MB,
            "works": bool(one["metrics"].get("task_counts", {}).get("executing")),
        }
        for one in identity["workers"].values()
    ]
    port = identity["services"].get("dashboard")
    host = urlsplit(identity["address"]).hostname
    link = f"http://{host}:{port}/status" if port and host else None
    return Seen(sorted(workers, key=lambda one: str(one["name"])), link, time.monotonic())


def queue(parts: Iterable[Part], now: float) -> list[dict[str, Any]]:
    """For each lane: how many parts wait and run, and for how long the oldest has waited."""
    parts = list(parts)
    rows = []
    for short, lane in LANES.items():
        waiting = [part for part in parts if part.short == short and part.started is None]
        running = [part for part in parts if part.short == short and part.started is not None]
        oldest = max((now - part.submitted for part in waiting), default=0.0)
        rows.append(
            {
                "lane": lane,
                "waiting": len(waiting),
                "running": len(running),
                "kinds": sorted({part.kind for part in running}),
                "oldest_wait_seconds": round(oldest, 1),
            }
        )
    return rows
