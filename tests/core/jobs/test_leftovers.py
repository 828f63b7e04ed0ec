"""However the server goes, its scheduler and worker go too: real servers, really killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import contextmanager

import psutil
import pytest

from core.jobs.preload import running
from core.paths import ROOT
from core.runs.store import Store

SERVER = textwrap.dedent(
    """
    import sys, time
    from core.jobs.runner import DaskRunner
    from core.jobs.shared import shared

    runner = DaskRunner("task_table")
    job = runner.submit(sys.argv[1], {}, "me")
    while runner.state(job).status != "running":
        time.sleep(0.01)
    try:
        print("running", flush=True)
        sys.stdin.readline()
    except KeyboardInterrupt:
        print("interrupted", runner.state(job).status, flush=True)
    if sys.argv[2:] == ["raise"]:
        1 / 0
    """
)


@contextmanager
def server(*arguments, **options):
    """A server with a running job, and the processes below it."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )
    below = []
    try:
        assert process.stdout.readline() == "running\n", process.stderr.read()
        below = psutil.Process(process.pid).children(recursive=True)
        assert len(below) >= 2  # scheduler with nanny, worker
        yield process, below
    finally:
        process.kill()
        process.communicate()
        for other in below:
            if running(other):
                other.kill()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_is_left_of_a_killed_server(place, until, how):
    with server("hold") as (process, below):
        process.send_signal(how)
        until(lambda: not any(running(other) for other in below))


def test_nothing_is_left_while_a_task_holds_the_interpreter(place, until):
    """No thread of the worker gets to look whether its server lives."""
    with server("hog") as (process, below):
        process.kill()
        until(lambda: not any(running(other) for other in below))


@pytest.mark.parametrize("arguments", [("hold", "raise"), ("hog",)])
def test_nothing_is_left_of_a_server_that_ends(place, arguments):
    with server(*arguments) as (process, below):
        process.communicate("go\n")
        assert process.returncode == (1 if "raise" in arguments else 0)
        assert not any(running(other) for other in below)  # it has waited for them


def test_ctrl_c_ends_the_server_first_and_quietly(place):
    with server("hold", process_group=0) as (process, below):
        os.killpg(process.pid, signal.SIGINT)  # what a terminal does: to the whole group
        out, err = process.communicate()
        assert out == "interrupted running\n"
        assert err == ""
        assert process.returncode == 0
        assert not any(running(other) for other in below)


TENANT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from core.jobs.runner import DaskRunner
    from core.runs.outbox import Outbox
    from core.runs.store import Store
    from dashboard.shell.keeping import Keeping

    me, log = sys.argv[1], Store(Path(sys.argv[2]))
    keeping = Keeping(log, Outbox(), {}, {})
    runner = DaskRunner("task_table", keeping.finished, keeping.heard)
    for number in range(8):
        job = runner.wait(runner.submit("train", {"seed": number}, me), 300)
        assert job.status == "done", job.error
        log.set_setting("both", f"{me} {number}", job.id)
        print(number, flush=True)
        if number == 3:
            sys.stdin.readline()
    runner.close()
    """
)


def test_two_servers_share_their_folders_and_one_outlives_the_other(place, tmp_path):
    """Each with a scheduler and workers of its own; log and cache are the same."""
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", TENANT, name, str(tmp_path / "runs.sqlite")],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("first", "second")
    ]
    try:
        for server in servers:
            assert [server.stdout.readline() for _ in range(4)] == ["0\n", "1\n", "2\n", "3\n"]
        servers[0].kill()
        _out, said = servers[1].communicate("go on\n", timeout=300)
        assert servers[1].returncode == 0, said
        assert "locked" not in said
    finally:
        for server in servers:
            server.kill()
            server.communicate()
    with Store(tmp_path / "runs.sqlite") as log:
        for name, count in (("first", 4), ("second", 8)):
            runs = log.runs(name)
            assert [run.seed for run in reversed(runs)] == list(range(count))
            kept = [log.get_setting("both", f"{name} {number}") for number in range(count)]
            assert kept == [run.id for run in reversed(runs)]
