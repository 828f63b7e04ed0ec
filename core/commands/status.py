"""``python -m core status``: servers, queue, workers, what is stored, what went wrong lately."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from core.commands import output
from core.operation import status
from core.translations import Words

ABOUT = "Queue, workers, caches, disk, versions and last errors of what runs on the data folder."


def add(parser: argparse.ArgumentParser) -> None:
    """It has no options of its own."""


def run(options: argparse.Namespace, say: Words) -> int:
    said = status.read()
    return output.answer(options, said, _lines(said))


def _lines(said: dict[str, Any]) -> Iterator[str]:
    if not said["servers"]:
        yield "no server runs on this data folder"
    for server in said["servers"]:
        yield (
            f"server {server['server']} on {server['host']}, since {server['began']}: "
            f"{'jobs can run' if server['can_run'] else 'jobs cannot run'}, "
            f"{server['memory_mb']['web']} MB"
        )
        for lane in server["queue"]:
            yield (
                f"  {lane['lane']:6} {lane['waiting']:>3} wait (the oldest "
                f"{lane['oldest_wait_seconds']:.0f} s), {lane['running']} at work "
                f"{' '.join(lane['kinds'])}"
            )
        for worker in server["workers"]:
            yield (
                f"  worker {worker['name']}: {worker['memory_mb']:,} MB, "
                f"{'works' if worker['works'] else 'idle'}"
            )
        if server["dashboard"]:
            yield f"  Dask’s dashboard: {server['dashboard']}"
    for row in said["jobs_of_the_last_hour"]:
        yield (
            f"last hour: {row['count']:>4} {row['kind']:16} {row['failed']} failed, waited "
            f"{row['median_wait_seconds']:.1f} s, took {row['median_seconds']:.1f} s (medians)"
        )
    for one in said["stored"]:
        bound = f" of {one['budget_mb']:,}" if "budget_mb" in one else ""
        yield f"{one['folder']:24} {one['mb']:>10,.1f}{bound} MB"
    for disk in said["disk"]:
        yield f"free on the disk of the {disk['folder']} folder: {disk['free_mb']:,} MB"
    yield (
        f"memory: {said['memory']['available_mb']:,} of {said['memory']['total_mb']:,} MB are free"
    )
    yield " ".join(f"{name} {version}" for name, version in said["versions"].items())
    for error in said["errors"]:
        yield f"{error['at']} {error['event']} {error.get('id', '')} {_what(error)}"


def _what(error: dict[str, Any]) -> str:
    return str(error.get("error") or f"{error.get('type', '')} {' '.join(error.get('lines', ()))}")
