"""A task table for the tests of the runner: real tasks for a real worker, without TensorFlow."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from core import peers
from core.datasets import own
from core.messages import LabError, msg
from core.paths import cache_dir, data_dir
from core.transfer.cache import ActivationStore
from core.work import RAN, SO_FAR, Cancelled, Report, Stop, look_up


def count(payload: dict[str, Any], report: Report, _: Cancelled) -> dict[str, Any]:
    for step in range(payload["steps"]):
        report({"kind": "epoch", "epoch": step})
    return {"steps": payload["steps"], "loss": float("nan")}


def hold(payload: dict[str, Any], report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """Work until cancelled, or until the file `until` exists; one line in `log` for each start."""
    if "log" in payload:
        with Path(payload["log"]).open("a") as log:
            log.write("started\n")
    report({"kind": "phase", "pid": os.getpid()})
    steps = 0
    while not Path(payload.get("until", "/nonexistent")).exists():
        if cancelled():
            raise Stop({"steps": steps})
        steps += 1
        time.sleep(0.005)
    return {"steps": steps, "pid": os.getpid()}


def deaf(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    time.sleep(600)
    return {}


def hog(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    """One long call that never lets another thread of the process run."""
    time.sleep(0.2)  # the word that it has begun gets out
    return {"sum": sum(range(10**12))}


def stop(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    raise Stop({"epochs": 3})


def bad_event(_: dict[str, Any], report: Report, ___: Cancelled) -> dict[str, Any]:
    report({"kind": "fine"})
    report({"path": Path()})
    return {}


def here(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    return {"pid": os.getpid()}


def train(payload: dict[str, Any], report: Report, _: Cancelled) -> dict[str, Any]:
    """Nothing but the kind of work that becomes a run."""
    return {"recipe": payload}


def where(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    import dask.sizeof

    return {
        "pid": os.getpid(),
        "omp": os.environ["OMP_NUM_THREADS"],
        "warm": WARM,
        "tensorflow": "tensorflow" in sys.modules,
        "own_generator": dask.sizeof.random is not __import__("random"),
    }


def explain(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    raise LabError(msg("There are only {count} images.", count=3))


def stumble(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    return {"ratio": 1 / 0}


def not_json(_: dict[str, Any], report: Report, ___: Cancelled) -> dict[str, Any]:
    return {"path": Path()}


def fill_memory(payload: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    KEPT.append(os.urandom(payload["bytes"]))
    return {"pid": os.getpid()}


def folders(_: dict[str, Any], __: Report, ___: Cancelled) -> dict[str, Any]:
    """Which machine this is."""
    return {"cache": str(cache_dir()), "data": str(data_dir()), "pid": os.getpid()}


def frozen(payload: dict[str, Any], report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """Activations by a key: found, or made in a second; one line in `log` for each time made."""
    store, made = ActivationStore(), 0
    found = store.load(payload["key"])
    if found is None:
        with peers.turn(store.path(payload["key"]), lambda: look_up(cancelled)):
            found = store.load(payload["key"])
            if found is None:
                report({"kind": "phase", "pid": os.getpid()})
                time.sleep(0.5)
                made, found = 1, np.random.default_rng(7).random((100, 50))
                store.save(payload["key"], found)
    return {"made": made, "sum": float(found.sum()), "cache": str(cache_dir())}


def lent(payload: dict[str, Any], _: Report, __: Cancelled) -> dict[str, Any]:
    """A dataset of somebody's, as this worker sees it."""
    arrays = own.load(payload["dataset"])
    title = own.document(payload["dataset"])["title"]
    return {"digest": arrays.digest, "title": title, "data": str(data_dir())}


def some(payload: dict[str, Any], report: Report, cancelled: Cancelled) -> dict[str, Any]:
    """Several trainings; between two of them it can be stopped, and later goes on."""
    runs = list(payload.get(SO_FAR, ()))
    for name in payload["names"][len(runs) :]:
        time.sleep(payload.get("seconds", 0.1))
        with Path(payload["log"]).open("a") as log:
            log.write(f"{name}\n")
        runs.append({"name": name})
        report({"kind": RAN, "run": runs[-1], "of": len(payload["names"])})
        time.sleep(0.1)
        look_up(cancelled)
    return {"runs": runs}


def some_told(payload: dict[str, Any], report: Report, _: Cancelled) -> dict[str, Any]:
    """Two epochs of each training; the second one waits in the middle until the file `until`
    exists."""
    report({"kind": "phase", "pid": os.getpid()})
    runs = list(payload.get(SO_FAR, ()))
    for at, name in list(enumerate(payload["names"]))[len(runs) :]:
        with Path(payload["log"]).open("a") as log:
            log.write(f"{name}\n")
        report({"kind": "epoch", "epoch": 2 * at + 1})
        while at and not Path(payload["until"]).exists():
            time.sleep(0.01)
        report({"kind": "epoch", "epoch": 2 * at + 2})
        runs.append({"name": name})
        report({"kind": RAN, "run": runs[-1], "of": len(payload["names"])})
    return {"runs": runs}


def each(payload: dict[str, Any], report: Report, cancelled: Cancelled) -> dict[str, Any]:
    with Path(payload["log"]).open("a") as log:
        log.write(f"{payload['name']}\n")
    report({"kind": "epoch", "epoch": 1})
    if payload["name"] == "bad":
        raise LabError("It cannot be.")
    end = time.monotonic() + 300
    while len(Path(payload["log"]).read_text().split()) < payload.get("meet", 0):
        assert time.monotonic() < end
        time.sleep(0.01)
    time.sleep(0.05)
    return {"name": payload["name"], "pid": os.getpid()}


class All:
    """The division of ``all``: its names, each a task ``each``."""

    def __init__(self, payload: dict[str, Any]) -> None:
        rest = {name: value for name, value in payload.items() if name != "names"}
        self.parts = {name: ("each", {"name": name, **rest}) for name in payload["names"]}
        self._came: dict[str, Any] = {}

    def heard(self, name: str, event: dict[str, Any]) -> dict[str, Any] | None:
        return {**event, "run": name}

    def came(self, name: str, result: Any, error: Any) -> dict[str, Any]:
        self._came[name] = result or error
        return {"kind": "result", "run": name, "result": result}

    def whole(self) -> dict[str, Any]:
        return self._came


TASKS = {
    "some": some,
    "train": train,
    "each": each,
    "count": count,
    "hold": hold,
    "glance": hold,
    "stare": deaf,
    "deaf": deaf,
    "hog": hog,
    "stop": stop,
    "bad_event": bad_event,
    "here": here,
    "where": where,
    "folders": folders,
    "at_home": folders,
    "frozen": frozen,
    "some_told": some_told,
    "lent": lent,
    "explain": explain,
    "stumble": stumble,
    "not_json": not_json,
    "fill_memory": fill_memory,
}
SHORT = {"glance", "stare"}
ALONE = {"here", "folders", "at_home", "frozen", "lent"}
HOME = {"at_home"}
DIVIDED = {"all": "task_table"}
KEPT: list[bytes] = []
WARM: list[str] = []


def warm_up() -> None:
    time.sleep(0.2)
    WARM.append("warm")
