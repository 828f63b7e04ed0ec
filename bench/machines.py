"""More machines and more to do: what further workers bring, and how cost grows.

Workers are Dask's own, on hosts that share nothing but the processor (`bench.hosts`), each with one
thread to compute with.  Two kinds of work: trainings, which need a core each, and tasks that only
wait, which show what queue, scheduler and network take.  Growth is the exponent of a fitted power:
1 is proportional, 0 does not grow.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from bench.hosts import Lab
from core.environment import describe as environment
from core.jobs.job import Job
from core.jobs.lanes import Turns
from core.jobs.part import Part
from core.jobs.runner import DaskRunner
from core.paths import cache_dir
from core.runs.store import Run, Store
from core.transfer.cache import ActivationStore
from core.transfer.recipe import Recipe
from core.work import Cancelled, Document, Report

WORKERS = (1, 2, 4)
TRAININGS, WAITS, WAIT = 8, 24, 0.5  # how many, and seconds of one
THREADS = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
ONE_THREAD = dict.fromkeys(THREADS, "1")
SMALL = Recipe(backbone="squeezenet", per_class=20, val_per_class=10, test_per_class=10, size=64)
MADE_ANEW = ("activations", "calibration", "dask", "logs")  # of the cache; the rest set-up has made
ENTRIES = (100, 1000, 10000)
PATIENCE = 300.0
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    load = os.getloadavg()[0]
    say(f"load {load:.1f}")
    throughput = {str(count): _throughput(count, say) for count in WORKERS}
    return {
        "load": load,
        "throughput": throughput,
        "ratios": {
            count: {kind: rate / throughput["1"][kind] for kind, rate in rates.items()}
            for count, rates in throughput.items()
        },
        "growth": growth(say),
        "environment": environment(),
    }


# -- what further workers bring -----------------------------------------------------------------


def wait_task(payload: Document, _: Report, __: Cancelled) -> Document:
    time.sleep(payload["seconds"])
    return {}


def train_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    from core.transfer import fit

    return fit.train_task(payload, report, cancelled)


TASKS = {"wait": wait_task, "train": train_task}
ALONE = {"wait"}


@contextmanager
def _cluster(count: int) -> Iterator[DaskRunner]:
    """Workers on two hosts, and an app that has asked each of them for a training."""
    with tempfile.TemporaryDirectory() as name:
        lab = Lab(Path(name), more=ONE_THREAD)
        hosts = [lab.host() for _ in range(min(count, 2))]
        for host in hosts:
            for entry in cache_dir().iterdir():
                if entry.name not in MADE_ANEW:
                    (host.cache / entry.name).symlink_to(entry, entry.is_dir())
        for at in range(count):
            hosts[at % len(hosts)].worker()
        with mock.patch.dict(os.environ, {"DASK_SCHEDULER_ADDRESS": lab.address}):
            runner = DaskRunner(__name__)
            try:
                end = time.monotonic() + PATIENCE
                while (
                    sum(one.fits for one in (runner._cluster.machines() if runner._cluster else ()))
                    < count
                ):
                    assert time.monotonic() < end, "the workers did not come up"
                    time.sleep(0.1)
                yield runner
            finally:
                runner.close()
                lab.close()


def _throughput(count: int, say: Say) -> dict[str, float]:
    """Jobs per second of each kind."""
    with _cluster(count) as runner:
        # all workers at once: each imports TensorFlow and compiles its first step
        _seconds(runner, "train", [_training(seed) for seed in range(1000, 1000 + 2 * count)])
        trainings = [_training(seed) for seed in range(TRAININGS)]
        waits = [{"seconds": WAIT, "n": n} for n in range(WAITS)]
        rates = {
            "trainings": TRAININGS / _seconds(runner, "train", trainings),
            "waits": WAITS / _seconds(runner, "wait", waits),
        }
    say(f"{count} workers: {rates['trainings']:.2f} trainings, {rates['waits']:.2f} waits a second")
    return rates


def _training(seed: int) -> Document:
    return SMALL.but(seed=seed, epochs=30, unfreeze=1).to_json()


def _seconds(runner: DaskRunner, kind: str, payloads: Sequence[Document]) -> float:
    began = time.perf_counter()
    jobs = [runner.submit(kind, payload, f"learner {n}") for n, payload in enumerate(payloads)]
    for job in jobs:
        state = runner.wait(job, PATIENCE)
        assert state.status == "done", f"{state.status}: {state.error}"
    return time.perf_counter() - began


# -- how cost grows -----------------------------------------------------------------------------


def growth(say: Say) -> dict[str, Any]:
    """For each cause: seconds by size, and the exponent."""
    causes: dict[str, tuple[Sequence[int], Callable[[int], float]]] = {
        "photos": ((50, 100, 200, 400), _photos),
        "classes": ((2, 4, 6, 10), _classes),
        "learners": ((30, 100, 300, 1000), _learners),
    }
    measured = {}
    for cause, (sizes, cost) in causes.items():
        cost(sizes[0])  # warm
        measured[cause] = {size: min(cost(size) for _ in range(2)) for size in sizes}
    measured |= _log(ENTRIES)
    out = {}
    for cause, seconds in measured.items():
        out[cause] = {"seconds": seconds, "exponent": exponent(seconds)}
        say(f"{cause}: {out[cause]['exponent']:.2f}")
    return out


def exponent(seconds: dict[int, float]) -> float:
    """The power of the size with which seconds grow: a straight line through the logarithms."""
    slope, _ = np.polyfit(np.log(list(seconds)), np.log(list(seconds.values())), 1)
    return float(slope)


def _trained(recipe: Recipe) -> float:
    """Seconds of a training for which nothing is stored."""
    from core.transfer.fit import train

    with tempfile.TemporaryDirectory() as name:
        began = time.perf_counter()
        train(recipe, store=ActivationStore(Path(name)))
        return time.perf_counter() - began


def _photos(count: int) -> float:
    return _trained(SMALL.but(per_class=count, classes=("cat", "dog")))


def _classes(count: int) -> float:
    """With as many photos in all."""
    names = SMALL.class_names[:count]
    per = {"per_class": 240 // count, "val_per_class": 60 // count, "test_per_class": 60 // count}
    return _trained(SMALL.but(classes=names, **per))


def _learners(count: int) -> float:
    """The queue's order, with a job of each waiting."""
    turns, parts = Turns(), []
    for n in range(count):
        part = Part("train", "{}", str(n), short=False)
        part.serves.append((Job("train", f"learner {n}", {}, str(n), ""), ""))
        parts.append(part)
    return _mean(lambda: turns.in_order(parts), 10)


def _log(counts: Sequence[int]) -> dict[str, dict[int, float]]:
    """With so many runs of thirty learners: seconds to add one, and to read a learner's newest."""
    added: dict[int, float] = {}
    read: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as name, Store(Path(name) / "runs.sqlite") as log:
        there = 0
        for count in counts:
            while there < count:
                log.add(_entry(there))
                there += 1
            added[count] = _mean(lambda: log.add(_entry(1)))
            read[count] = _mean(lambda: log.runs("learner 1", limit=20))
    return {"log entries: add one": added, "log entries: a learner's newest": read}


def _entry(number: int) -> Run:
    return Run(f"learner {number % 30}", "train", "done", recipe=SMALL.to_json())


def _mean(act: Callable[[], object], times: int = 20) -> float:
    began = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - began) / times


def table(result: dict[str, Any]) -> str:
    lines = ["", f"More machines (load {result['load']:.1f})"]
    for count, rates in result["throughput"].items():
        ratio = result["ratios"][count]
        lines.append(
            f"  {count} workers: {rates['trainings']:5.2f} trainings/s "
            f"({ratio['trainings']:.2f} x), {rates['waits']:5.2f} waiting tasks/s "
            f"({ratio['waits']:.2f} x)"
        )
    lines.append("How cost grows")
    for cause, found in result["growth"].items():
        said = ", ".join(f"{size}: {1000 * one:.2f} ms" for size, one in found["seconds"].items())
        lines.append(f"  {cause:32} exponent {found['exponent']:5.2f}  ({said})")
    return "\n".join(lines)
