"""Things that die: the worker, the scheduler, the connection.  Nothing is silent, all goes on."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from core.jobs import runner as runner_module
from core.jobs.preload import running
from core.jobs.runner import DaskRunner
from tests.patience import PATIENCE


def running_job(runner, until, **payload):
    job = runner.submit("hold", payload, "me")
    until(lambda: runner.state(job).events)
    return job, runner.state(job).events[0]["pid"]


def test_a_killed_worker_loses_its_job_and_only_that(runner, until, tmp_path):
    log = tmp_path / "log"
    job, pid = running_job(runner, until, log=str(log))
    waiting = runner.submit("count", {"steps": 3}, "me")
    os.kill(pid, signal.SIGKILL)
    state = runner.wait(job, PATIENCE)
    assert state.status == "lost"
    assert "run it again" in str(state.error)
    assert runner.wait(waiting, PATIENCE).status == "done"
    assert log.read_text() == "started\n"  # and it was not begun a second time


GROUPS = Path("/sys/fs/cgroup/memory")  # Linux' control groups, version 1


@contextmanager
def short_of_memory(pid, size):
    """A process that the system ends when it takes so many bytes more than it has."""
    group = GROUPS / f"tll-{os.getpid()}"
    group.mkdir()
    try:
        (group / "memory.limit_in_bytes").write_text(str(size))
        (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        for left in (group / "cgroup.procs").read_text().split():
            (GROUPS / "cgroup.procs").write_text(left)
        group.rmdir()


@pytest.mark.skipif(not os.access(GROUPS / "tasks", os.W_OK), reason="may not set a limit here")
def test_a_worker_that_the_system_ends_for_want_of_memory_loses_its_job_and_only_that(runner):
    greedy = {"bytes": 400 * 2**20}
    pid = runner.wait(runner.submit("where", {}, "me"), PATIENCE).result["pid"]
    with short_of_memory(pid, 100 * 2**20):
        job = runner.submit("fill_memory", greedy, "me")
        waiting = runner.submit("where", {}, "me")
        state = runner.wait(job, PATIENCE)
        assert state.status == "lost" and "run it again" in str(state.error)
        after = runner.wait(waiting, PATIENCE)
    assert after.status == "done" and after.result["pid"] != pid
    assert runner.wait(runner.submit("fill_memory", greedy, "me"), PATIENCE).status == "done"


def test_a_finished_result_is_not_made_again_when_its_worker_dies(runner, tmp_path):
    log, go = tmp_path / "log", tmp_path / "go"
    go.touch()
    job = runner.submit("hold", {"log": str(log), "until": str(go)}, "me")
    pid = runner.wait(job, PATIENCE).result["pid"]
    os.kill(pid, signal.SIGKILL)
    again = runner.wait(runner.submit("where", {}, "me"), PATIENCE)
    assert again.status == "done" and again.result["pid"] != pid
    assert log.read_text() == "started\n"
    assert runner.state(job).result["pid"] == pid


def test_a_job_that_had_not_begun_survives_its_worker(runner, until):
    """Handed to a worker that dies that very moment, or is still warming up: nothing is lost."""
    for _ in range(5):
        pid = runner.wait(runner.submit("where", {}, "me"), PATIENCE).result["pid"]
        os.kill(pid, signal.SIGKILL)
        assert runner.wait(runner.submit("count", {"steps": 3}, "me"), PATIENCE).status == "done"


def test_a_worker_that_dies_of_its_warm_up_is_reported(place, tmp_path, monkeypatch):
    table = tmp_path / "deadly_table.py"
    table.write_text(
        "import os, signal\nTASKS = {'say': lambda payload, report, cancelled: {}}\n"
        "def warm_up():\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = DaskRunner("deadly_table")
    try:
        assert runner.wait(runner.submit("say", {}, "me"), PATIENCE).status == "lost"
    finally:
        runner.close()


def test_what_has_not_begun_is_let_go_of_at_once_and_the_rest_goes_on(
    place, tmp_path, until, monkeypatch
):
    (tmp_path / "slow_table.py").write_text(
        "import time\nfrom task_table import *\ndef warm_up():\n    time.sleep(4)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = DaskRunner("slow_table")
    try:
        stopped = runner.submit("hold", {}, "me")
        other = runner.submit("glance", {"until": str(tmp_path)}, "me")  # it exists: soon over
        until(lambda: len(runner._futures) == 2)
        cluster = runner._cluster
        runner.cancel(stopped)
        ended = runner.wait(stopped, PATIENCE)
        went_on = runner.wait(other, PATIENCE)
        assert (ended.status, went_on.status) == ("cancelled", "done")
        assert ended.finished < went_on.started  # not only once there was a worker
        assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"
        assert runner._cluster is cluster
    finally:
        runner.close()


def test_a_killed_scheduler_is_replaced(runner, until):
    job, pid = running_job(runner, until)
    waiting = runner.submit("where", {}, "me")
    engine = psutil.Process(pid).parent()
    os.kill(engine.pid, signal.SIGKILL)
    assert runner.wait(job, PATIENCE).status == "lost"
    state = runner.wait(waiting, PATIENCE)
    assert state.status == "done" and state.result["pid"] != pid
    assert runner.alive()
    until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie")


@pytest.mark.parametrize("which", ["worker", "scheduler"])
def test_a_result_that_is_being_stored_outlives_who_has_made_it(runner, until, which):
    """The scheduler's process is the nannies', too (`core.jobs.engine`)."""
    stored = []

    def store(job):
        worker = psutil.Process(job.result["pid"])
        victim = worker if which == "worker" else worker.parent()
        victim.kill()
        until(lambda: not running(victim))
        stored.append(job.result)

    runner.on_finish = store
    job = runner.wait(runner.submit("where", {}, "me"), PATIENCE)
    runner.on_finish = None
    assert job.status == "done" and stored == [job.result]
    assert runner.wait(runner.submit("count", {"steps": 3}, "me"), PATIENCE).status == "done"


def test_without_a_log_file_no_worker_is_started_and_a_sentence_says_so(
    place, tmp_path, monkeypatch
):
    monkeypatch.setattr(runner_module, "START_AGAIN_AFTER", 0.1)
    monkeypatch.setenv("TLL_CACHE_DIR", str(tmp_path))
    in_the_way = tmp_path / "logs" / "jobs.log"
    in_the_way.mkdir(parents=True)
    runner = DaskRunner("task_table")
    try:
        state = runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE)
        assert state.status == "failed" and str(in_the_way) in str(state.error)
        assert "TLL_CACHE_DIR" in str(state.error) and not runner.alive()
        in_the_way.rmdir()
        until_it_works = (
            runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE) for _ in range(20)
        )
        assert any(state.status == "done" for state in until_it_works)
    finally:
        runner.close()


def test_a_broken_connection_loses_the_job_and_frees_the_worker(runner, until):
    job, _ = running_job(runner, until)
    client = runner._cluster._client
    client.loop.add_callback(client.scheduler_comm.comm.abort)
    assert runner.wait(job, PATIENCE).status == "lost"
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"


@pytest.mark.parametrize("kind", ["deaf", "hog"])
def test_a_task_that_does_not_listen_is_stopped_with_its_worker(runner, until, monkeypatch, kind):
    monkeypatch.setattr(runner_module, "CANCEL_PATIENCE", 0.3)
    job = runner.submit(kind, {}, "me")
    until(lambda: runner.state(job).status == "running")
    runner.cancel(job)
    assert runner.wait(job, PATIENCE).status == "cancelled"
    assert runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE).status == "done"


def test_an_idle_worker_that_has_grown_is_replaced(place, until):
    runner = DaskRunner("task_table", memory_bound=200 * 2**20)
    try:
        state = runner.wait(runner.submit("fill_memory", {"bytes": 250 * 2**20}, "me"), PATIENCE)
        until(lambda: 0 < runner.memory()["worker"] < 200 * 2**20)
        again = runner.wait(runner.submit("where", {}, "me"), PATIENCE)
        assert again.result["pid"] != state.result["pid"]
    finally:
        runner.close()


def test_edited_code_reaches_the_next_job(place, until, tmp_path, monkeypatch):
    table = tmp_path / "edited_table.py"
    program = "TASKS = {'say': lambda payload, report, cancelled: {'version': VERSION}}\n"
    table.write_text(program + "VERSION = 1\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = DaskRunner("edited_table", watch=True)
    try:
        assert runner.wait(runner.submit("say", {}, "me"), PATIENCE).result == {"version": 1}
        table.write_text(program + "VERSION = 22\n")
        assert runner.wait(runner.submit("say", {}, "me"), PATIENCE).result == {"version": 22}
    finally:
        runner.close()


def test_a_worker_that_cannot_warm_up_still_takes_jobs(place, tmp_path, monkeypatch):
    table = tmp_path / "cold_table.py"
    table.write_text(
        "TASKS = {'say': lambda payload, report, cancelled: {}}\ndef warm_up():\n    1 / 0\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = DaskRunner("cold_table")
    try:
        assert runner.wait(runner.submit("say", {}, "me"), PATIENCE).status == "done"
    finally:
        runner.close()
    assert "could not warm up" in (place / "cache" / "logs" / "jobs.log").read_text()


def test_cancel_does_not_wait_for_a_slow_warm_up(place, tmp_path, monkeypatch):
    table = tmp_path / "slow_table.py"
    table.write_text(
        "import time\nTASKS = {'say': lambda payload, report, cancelled: {}}\n"
        "def warm_up():\n    time.sleep(600)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    runner = DaskRunner("slow_table")
    try:
        job = runner.submit("say", {}, "me")
        assert runner.wait(job, 1.5).status == "queued"
        runner.cancel(job)
        assert runner.wait(job, PATIENCE).status == "cancelled"
    finally:
        runner.close()


def test_the_log_file_is_kept_short(place, monkeypatch):
    from core.jobs import launcher
    from core.jobs.execute import log_file
    from core.jobs.private import accept

    monkeypatch.setattr(launcher, "LONGEST_LOG", 100)
    log_file().write_text("x" * 200)
    engine = launcher.Engine("task_table")
    try:
        address, _ = accept(engine.invitation())
        assert address.startswith("tls://127.0.0.1:")
    finally:
        engine.stop()
    assert not engine.alive() and engine.memory() == 0
    assert log_file().with_suffix(".old.log").read_text() == "x" * 200
