"""One runner for each process, also when Streamlit has imported edited modules again."""

from __future__ import annotations

import importlib
import sys
import threading

import psutil
import pytest

from core.jobs.preload import running
from core.jobs.shared import shared
from tests.patience import PATIENCE


@pytest.fixture
def slot(place, monkeypatch):
    """No shared runner before, none after."""
    from core.jobs import shared as module

    monkeypatch.delitem(sys.modules, module.SLOT, raising=False)
    monkeypatch.setattr(module, "TASKS", "task_table")
    yield
    shared().close()
    monkeypatch.delitem(sys.modules, module.SLOT)


def engines():
    return [
        p for p in psutil.Process().children() if running(p) and "core.jobs.engine" in p.cmdline()
    ]


def test_all_threads_get_the_same_runner(slot):
    got = []
    threads = [threading.Thread(target=lambda: got.append(shared())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8 and len(set(map(id, got))) == 1


def test_the_latest_on_finish_counts(slot):
    first, second = [], []
    runner = shared(first.append)
    assert shared(second.append) is runner
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"
    assert (len(first), len(second)) == (0, 1)


def test_a_closed_runner_is_replaced(slot):
    runner = shared()
    runner.close()
    assert shared() is not runner and shared().alive()


def test_an_edit_does_not_leak_a_cluster_or_a_running_job(slot, until, monkeypatch):
    runner = shared()
    job = runner.submit("hold", {}, "me")
    until(lambda: runner.state(job).events)
    before = engines()

    for name in [name for name in sys.modules if name.startswith("core.")]:
        monkeypatch.delitem(sys.modules, name)  # what Streamlit does after an edit
    edited = importlib.import_module("core.jobs.shared")
    monkeypatch.setattr(edited, "TASKS", "task_table")
    assert edited.shared() is runner  # its job runs on

    runner.cancel(job)
    runner.wait(job, PATIENCE)
    fresh = edited.shared()
    assert type(fresh) is edited.DaskRunner and fresh is not runner
    until(lambda: fresh._cluster)
    assert not any(engine in engines() for engine in before)
    assert len(engines()) == len(before)
    fresh.close()
