"""A cluster that somebody else runs: DASK_SCHEDULER_ADDRESS names it and nothing else changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading

import dask
import pytest

from core.jobs import cluster
from core.jobs.board import Board
from core.jobs.runner import DaskRunner
from core.paths import ROOT
from tests.patience import PATIENCE

LAB = textwrap.dedent(
    """
    import asyncio, os, sys
    from contextlib import AsyncExitStack
    from pathlib import Path
    from distributed import Nanny, Scheduler, Security

    WORKERS = int(os.environ.get("LAB_WORKERS", 2))

    def certificates():
        if sys.argv[1:] == []:
            return {}
        security = Security.temporary()
        Path(sys.argv[1]).write_text(security.tls_client_cert)
        Path(sys.argv[2]).write_text(security.tls_client_key)
        return {"security": security}

    async def serve():
        place = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", **certificates()}
        async with Scheduler(port=0, **place) as scheduler:
            many = {"nthreads": 1, "memory_limit": 0, **place}
            async with AsyncExitStack() as stack:
                for _ in range(WORKERS):
                    await stack.enter_async_context(Nanny(scheduler.address, **many))
                print(scheduler.address, flush=True)
                await asyncio.Event().wait()

    if __name__ == "__main__":
        asyncio.run(serve())
    """
)


@pytest.fixture
def three(monkeypatch):
    monkeypatch.setenv("LAB_WORKERS", "3")


@pytest.fixture
def lab(request, place, tmp_path):
    """A scheduler and two workers, none of them ours; with `True` they ask for a certificate."""
    certificate = [tmp_path / "lab.crt", tmp_path / "lab.pem"] if hasattr(request, "param") else []
    program = tmp_path / "lab.py"
    program.write_text(LAB)
    with (tmp_path / "lab.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, str(program), *map(str, certificate)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASK_SCHEDULER_ADDRESS", process.stdout.readline().strip())
        for name in ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY") if certificate else ():
            patch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{name}", str(certificate["KEY" in name]))
        dask.config.refresh()  # as a start of the server with these variables would
        yield process
    dask.config.refresh()
    process.kill()
    process.communicate()


@pytest.fixture
def runner(lab, monkeypatch):
    monkeypatch.setattr(cluster, "ANSWER_WITHIN", 2.0)
    runner = DaskRunner("task_table")
    yield runner
    runner.close()


@pytest.mark.parametrize("lab", [True], indirect=True)
def test_each_worker_there_takes_a_job_and_long_ones_leave_one_free(runner, until, lab):
    assert os.environ["DASK_SCHEDULER_ADDRESS"].startswith("tls://")
    long = runner.submit("hold", {}, "me")
    second = runner.submit("hold", {"n": 2}, "me")
    until(lambda: runner.state(long).events)
    jobs = [long, runner.submit("glance", {}, "me"), second]
    until(lambda: sum(bool(runner.state(job).events) for job in jobs) == 2)
    pids = {runner.state(job).events[0]["pid"] for job in jobs[:2]}
    assert len(pids) == 2
    assert runner.state(jobs[2]).status == "queued"
    assert runner.memory()["worker"] > 10 * 2**20
    for job in jobs:
        runner.cancel(job)
        assert runner.wait(job, PATIENCE).status == "cancelled"
    assert lab.poll() is None
    runner.close()
    assert lab.poll() is None  # it is not ours to end


def test_the_parts_of_a_series_are_done_side_by_side(three, runner, tmp_path):
    work = {"names": ["a", "b"], "log": str(tmp_path / "log"), "meet": 2}  # each awaits the other
    end = runner.wait(runner.submit("all", work, "me"), PATIENCE)
    assert end.status == "done"
    assert len({part["pid"] for part in end.result.values()}) == 2


def test_a_job_that_ends_its_worker_again_and_again_is_given_up(runner, until, tmp_path):
    job = runner.submit("hold", {"log": str(tmp_path / "log")}, "me")

    def begun():
        return [event["pid"] for event in runner.state(job).events if "pid" in event]

    for times in range(1, 4):
        until(lambda times=times: len(begun()) == times)
        os.kill(begun()[-1], signal.SIGKILL)
    assert runner.wait(job, PATIENCE).status == "lost"
    told = [event.get("phase") for event in runner.state(job).events]
    assert told.count("again") == 2
    ends = [runner.submit("count", {"steps": steps}, "me") for steps in (1, 2)]
    assert [runner.wait(end, PATIENCE).status for end in ends] == ["done"] * 2


def test_a_scheduler_that_went_is_named(runner, until, lab):
    job = runner.submit("hold", {}, "me")
    until(lambda: runner.state(job).events)
    lab.kill()
    assert runner.wait(job, PATIENCE).status == "lost"
    state = runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE)
    assert state.status == "failed"
    assert os.environ["DASK_SCHEDULER_ADDRESS"] in str(state.error)
    assert not runner.alive()


def test_a_cluster_that_asks_for_a_certificate_which_nobody_set_is_explained(place, monkeypatch):
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tls://127.0.0.1:9")
    runner = DaskRunner("task_table")
    try:
        state = runner.wait(runner.submit("count", {"steps": 1}, "me"), PATIENCE)
        assert state.status == "failed"
        assert "DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in str(state.error)
    finally:
        runner.close()


class Unstarted(DaskRunner):
    """A runner without a cluster: what a cluster says is said by the test."""

    def __init__(self):
        Board.__init__(self, "task_table")
        self._poke, self._grown = threading.Event(), {}


def test_an_attempt_that_was_given_up_is_not_heard_any_more(place):
    """Its worker died, the scheduler has begun it again by itself, and ours has not begun yet."""
    runner = Unstarted()
    job = runner.submit("count", {"n": 0}, "me")
    (part,) = runner._waiting()
    part.tries, part.dispatched = 1, True
    for sign, event in (("begin", {"pid": 1}), ("event", {"kind": "epoch", "epoch": 1})):
        runner._heard(part.attempt, sign, event)
    runner._resume_later(part, comes_again=True)
    for epoch in (1, 2):
        runner._heard(part.attempt, "event", {"kind": "epoch", "epoch": epoch})
    assert [event["epoch"] for event in runner.state(job).events] == [1]
