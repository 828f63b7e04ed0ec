"""Thirty learners at once: how long they wait, what is lost or mixed up, how memory grows.

The app runs as it does for a class, in its own process with a run log and an empty cache of
activations of its own; learners speak Streamlit's own messages (`tab`), without browsers.  First
everybody for themselves, with pauses; then all press Train at once, with one recipe.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bench.learner import Learner, Ready, Training
from bench.server import running
from core.environment import describe as environment
from core.paths import cache_dir
from core.runs.store import Store
from core.transfer.recipe import Recipe

LEARNERS, MOST_LEARNERS = 30, 60
MINUTES, MOST_MINUTES = 1.0, 60.0
MADE_ANEW = ("activations",)  # of the cache: a class has its first lesson
TOGETHER = Recipe(per_class=20, epochs=12, seed=2026)  # nobody's before
DRAIN = 60.0  # seconds for what still waits, before a training counts as lost
LOOK = 1.0  # seconds between two looks at memory
Say = Callable[[str], None]


def run(say: Say, learners: int = LEARNERS, minutes: float = MINUTES) -> dict[str, Any]:
    learners, minutes = min(learners, MOST_LEARNERS), min(minutes, MOST_MINUTES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = _cache(folder / "cache")
        with running(folder, cache) as (address, server, _started):
            port = int(address.rpartition(":")[2])
            say(f"{learners} learners for {minutes:g} min; load {os.getloadavg()[0]:.1f}")
            found = asyncio.run(_class(port, learners, minutes * 60, server, folder))
            say(f"load {os.getloadavg()[0]:.1f}")
    return found | {"environment": environment()}


def _cache(folder: Path) -> Path:
    """What set-up has made, by links; what a class makes for itself is not there."""
    folder.mkdir()
    for entry in cache_dir().iterdir():
        if entry.name not in MADE_ANEW:
            (folder / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
    return folder


async def _class(
    port: int, count: int, seconds: float, server: psutil.Process, folder: Path
) -> dict[str, Any]:
    await Learner(port, count).try_out()
    began, ready = time.time(), Ready(count)
    arriving = min(10.0, seconds / 6)
    learners = [Learner(port, number) for number in range(count)]
    memory = asyncio.create_task(_memory(server))
    lives = [
        learner.live(began + arriving * at / count, began + seconds, TOGETHER, ready)
        for at, learner in enumerate(learners)
    ]
    await asyncio.gather(*lives)
    memory.cancel()
    rows, used = await memory, server.cpu_times()
    trainings = [one for learner in learners for one in learner.trainings]
    with Store(folder / "runs.sqlite") as log:
        lost, mixed, logged = await _looked_up(log, trainings)
    return {
        "learners": count,
        "seconds": time.time() - began,
        "deeds": sum(len(learner.done) for learner in learners),
        "trainings": len(trainings),
        "errors": sum(len(learner.errors) for learner in learners),
        "error_kinds": sorted({error[:200] for learner in learners for error in learner.errors}),
        "lost": lost,
        "mixed": mixed,
        "refused": sum(len(learner.refused) for learner in learners),
        **_waits(learners, trainings, logged),
        "together_seconds": _together(learners),
        **_memory_figures(rows, began, seconds),
        "web_cpu_seconds": used.user + used.system,
        "load": os.getloadavg()[0],
    }


async def _looked_up(
    log: Store, trainings: Sequence[Training]
) -> tuple[int, int, dict[str, float]]:
    """Trainings that are not in the log, those that are there as somebody else's or with another
    recipe, and how long each took from the click to its row."""
    until = time.time() + DRAIN
    while any(log.get(one.job) is None for one in trainings) and time.time() < until:
        await asyncio.sleep(1.0)
    found = {one.job: log.get(one.job) for one in trainings}
    lost = sum(run is None for run in found.values())
    mixed, logged = 0, {}
    for one in trainings:
        run = found[one.job]
        if run is not None:
            mixed += run.owner != one.owner or Recipe.from_json(run.recipe) != one.recipe
            ended = datetime.fromisoformat(run.created).timestamp()
            logged[one.job] = ended - one.asked
    return lost, mixed, logged


def _waits(
    learners: Sequence[Learner], trainings: Sequence[Training], logged: dict[str, float]
) -> dict[str, float | None]:
    scripts = [run for learner in learners for run in learner.tab.runs if run.done is not None]
    alone = [logged[one.job] for one in trainings if one.recipe != TOGETHER and one.job in logged]
    return {
        "p50_feedback_seconds": _share([run.first for run in scripts], 50),
        "p95_feedback_seconds": _share([run.first for run in scripts], 95),
        "p95_script_seconds": _share([run.done for run in scripts], 95),
        "p50_training_seconds": _share(alone, 50),
        "p95_training_seconds": _share(alone, 95),
        "p95_photo_seconds": _share([wait for one in learners for wait in one.photos], 95),
    }


def _share(values: Sequence[float | None], share: float) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.percentile(known, share)) if known else None


def _together(learners: Sequence[Learner]) -> float | None:
    """Seconds until everybody had the result of the recipe of all on screen."""
    last = [one.trainings[-1] for one in learners if one.trainings]
    seen = [one.seen for one in last if one.recipe == TOGETHER]
    whole = len(seen) == len(learners) and None not in seen
    return max(wait for wait in seen if wait is not None) if whole else None


# -- memory -----------------------------------------------------------------------------------


async def _memory(server: psutil.Process) -> list[tuple[float, float, float]]:
    """Looks at resident megabytes until it is cancelled: when, web process, its workers."""
    rows = []
    try:
        while True:
            workers = 0
            for child in server.children(recursive=True):
                try:
                    workers += child.memory_info().rss
                except psutil.NoSuchProcess:  # replaced at this very moment
                    continue
            rows.append((time.time(), server.memory_info().rss / 2**20, workers / 2**20))
            await asyncio.sleep(LOOK)
    except asyncio.CancelledError:
        return rows


def _memory_figures(
    rows: Sequence[tuple[float, float, float]], began: float, seconds: float
) -> dict[str, Any]:
    """At the end, and how fast it grows in the second half of the lesson: both processes, and the
    web process alone."""
    half = np.array([row for row in rows if seconds / 2 < row[0] - began < seconds])
    web = workers = None
    if len(half) > 2:
        web, workers = np.polyfit(half[:, 0] - began, half[:, 1:], 1)[0] * 60
    return {
        "memory_megabytes": {"web": rows[-1][1], "workers": rows[-1][2]},
        "memory_slope_mb_per_min": None if web is None else float(web + workers),
        "web_slope_mb_per_min": None if web is None else float(web),
    }


def table(result: dict[str, Any]) -> str:
    def said(name: str) -> str:
        value = result[name]
        return "–" if value is None else f"{value:.2f}"

    memory = result["memory_megabytes"]
    return "\n".join(
        [
            "",
            f"A class of {result['learners']}, {result['seconds']:.0f} s, "
            f"{result['deeds']} deeds, {result['trainings']} trainings",
            f"  errors, lost, mixed up, refused    {result['errors']}, {result['lost']}, "
            f"{result['mixed']}, {result['refused']}",
            f"  first answer, seconds: p50, p95    {said('p50_feedback_seconds')}, "
            f"{said('p95_feedback_seconds')}",
            f"  a page's whole script, p95         {said('p95_script_seconds')}",
            f"  a training in the log: p50, p95    {said('p50_training_seconds')}, "
            f"{said('p95_training_seconds')}",
            f"  a photo's answer, p95              {said('p95_photo_seconds')}",
            f"  the same recipe for all            {said('together_seconds')}",
            f"  memory, MB: web, workers           {memory['web']:.0f}, {memory['workers']:.0f}",
            f"  MB a minute: both, web             {said('memory_slope_mb_per_min')}, "
            f"{said('web_slope_mb_per_min')}",
            f"  the web process computed for       {said('web_cpu_seconds')} s; machine's load "
            f"{said('load')}",
            *(f"  {error}" for error in result["error_kinds"]),
        ]
    )
