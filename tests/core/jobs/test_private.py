"""Nobody but the server runs code in its cluster: another user of the machine tries, for real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap

import psutil
import pytest

from core.jobs.lanes import LANES
from tests.patience import PATIENCE

# Speaks to every port as Dask does, without encryption and with a certificate of its own.  As root
# it becomes nobody first (everything is imported by then: nobody cannot read this environment),
# where there is anybody else: in a namespace of one's own there may be root alone.
INTRUDER = textwrap.dedent(
    """
    import asyncio, contextlib, json, os, sys
    import distributed
    from distributed import Security
    from distributed.core import rpc
    from distributed.protocol.pickle import dumps

    OWN = Security.temporary()
    WAYS = {
        "tcp": {},
        "tls": {"connection_args": OWN.get_connection_args("client")},
    }

    async def attempt(way, port, op):
        async with rpc(f"{way}://127.0.0.1:{port}", timeout=2, **WAYS[way]) as door:
            try:
                said = await asyncio.wait_for(getattr(door, op)(function=dumps(os.getpid)), 4)
                return f"in: {said}"
            except (OSError, asyncio.TimeoutError):
                return "refused"
            except Exception as error:
                return repr(error)  # some other door, which takes at least an answer

    async def all_ways():
        tries = [
            (way, port, op)
            for way in WAYS for port in sys.argv[1:] for op in ("run", "run_function")
        ]
        return await asyncio.gather(*(attempt(*one) for one in tries))

    if os.name == "posix" and os.getuid() == 0:
        with contextlib.suppress(PermissionError):
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
    print(json.dumps(asyncio.run(all_ways())))
    """
)


def intrude(ports):
    """What each attempt at each of these ports came to."""
    done = subprocess.run(
        [sys.executable, "-c", INTRUDER, *map(str, ports)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def processes(runner):
    """Engine and workers of a running cluster."""
    worker = psutil.Process(runner.wait(runner.submit("here", {}, "me"), PATIENCE).result["pid"])
    return [worker.parent(), *worker.parent().children()]


def test_another_user_cannot_run_code_through_any_port(runner, processes):
    listening = [one for p in processes for one in p.net_connections() if one.status == "LISTEN"]
    said = intrude([one.laddr.port for one in listening])
    assert len(said) == 4 * len(listening)
    assert set(said) == {"refused"}
    assert {one.laddr.ip for one in listening} == {"127.0.0.1"}
    assert len(listening) == 1 + 2 * len(LANES)  # scheduler, nannies, workers: no web server
    assert runner.wait(runner.submit("here", {}, "me"), PATIENCE).status == "done"


def test_the_key_is_on_no_command_line_in_no_environment_and_in_no_file(runner, processes, place):
    key = runner._cluster._client.security.tls_client_key
    secret = key.splitlines()[1]
    for process in processes:
        assert secret not in " ".join(process.cmdline())
        assert secret not in json.dumps(process.environ())
    files = [path for path in place.rglob("*") if path.is_file()]
    assert (place / "cache" / "logs" / "jobs.log") in files
    assert not any(secret.encode() in path.read_bytes() for path in files)
    assert secret not in json.dumps(dict(os.environ))
