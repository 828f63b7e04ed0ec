"""A cluster of several hosts on one machine: they share the processor, and nothing else.

Every host has folders of its own and, where the process runs in a network of its own
(`of_their_own`), an address and a network of its own behind a bridge; else all are on loopback.
Scheduler and workers are Dask's own programs, as whoever runs a cluster starts them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from core.paths import ROOT

LOOPBACK, NETWORK = "127.0.0.1", "10.77.0"
PATIENCE = 30.0  # seconds for the scheduler to start
OWN_NETWORK = ("unshare", "--map-root-user", "--net")


def of_their_own() -> list[str]:
    """What stands before a command that shall have a network of its own; nothing where this machine
    does not let us make one, or there are no hosts in it."""
    try_out = "ip link add lab0 type bridge && ip link add lab1 type veth peer name eth1"
    try:
        subprocess.run(
            [*OWN_NETWORK, "sh", "-c", try_out], check=True, capture_output=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return list(OWN_NETWORK)


class Lab:
    """A scheduler and the hosts that are added to it; everything ends with `close`.

    networks: the process stands in a network of its own (`of_their_own`), and every host gets one.
    more: environment of all of them, such as Dask's settings for ``protocol="tls"``.
    """

    def __init__(
        self,
        folder: Path,
        networks: bool = False,
        more: Mapping[str, str] | None = None,
        protocol: str = "tcp",
    ) -> None:
        self.folder, self.networks, self.protocol = folder, networks, protocol
        self.more = dict(more or {})
        self._processes: list[subprocess.Popen[bytes]] = []
        self._hosts = 0
        if networks:
            _run("ip link set lo up")
            _run("ip link add lab0 type bridge")
            _run(f"ip addr add {NETWORK}.1/24 dev lab0")
            _run("ip link set lab0 up")
        self.address = self._scheduler(f"{NETWORK}.1" if networks else LOOPBACK)

    def _scheduler(self, host: str) -> str:
        said = self.folder / "scheduler.json"
        place = [
            "--protocol",
            self.protocol,
            "--host",
            host,
            "--port",
            "0",
            "--dashboard-address",
            f"{LOOPBACK}:0",
        ]
        self.start("scheduler", [*place, "--scheduler-file", str(said)], {})
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if said.exists() and (text := said.read_text()):
                return str(json.loads(text)["address"])
            time.sleep(0.02)
        raise RuntimeError(f"no scheduler: {(self.folder / 'scheduler.log').read_text()}")

    def host(self) -> Host:
        """One more host."""
        self._hosts += 1
        return Host(self, self._hosts)

    def start(
        self,
        program: str,
        options: Sequence[str],
        more: Mapping[str, str],
        before: Sequence[str] = (),
    ) -> subprocess.Popen[bytes]:
        """Start one of Dask's programs, with what it prints in a file."""
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        environment = {**os.environ, "PYTHONPATH": path, **self.more, **more}
        environment.pop("DASK_SCHEDULER_ADDRESS", None)
        with (self.folder / f"{program}.log").open("ab") as log:
            process = subprocess.Popen(
                [*before, sys.executable, "-m", "dask", program, *options],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._processes.append(process)
        return process

    def hold(self, process: subprocess.Popen[bytes]) -> None:
        """End this process, too, when the lab is closed."""
        self._processes.append(process)

    def close(self) -> None:
        """End all at once: they have nothing that is to be kept."""
        for process in self._processes:
            end(process)


class Host:
    """A machine of a lab, with folders (and a network) of its own."""

    def __init__(self, lab: Lab, number: int) -> None:
        self._lab, self.number = lab, number
        self.folder = lab.folder / f"host{number}"
        self.cache, self.data = self.folder / "cache", self.folder / "data"
        self.cache.mkdir(parents=True, exist_ok=True)
        self._address, self._inside = LOOPBACK, list[str]()
        self._workers: list[subprocess.Popen[bytes]] = []
        if lab.networks:
            self._address = f"{NETWORK}.{number + 1}"
            self._inside = self._connected()

    def _connected(self) -> list[str]:
        """Make its network and plug it into the bridge; what stands before a command there."""
        holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        self._lab.hold(holder)
        inside = ["nsenter", "--target", str(holder.pid), "--net"]
        outer, inner = f"lab{self.number}", f"eth{self.number}"
        _run(f"ip link add {outer} type veth peer name {inner}")
        end = time.monotonic() + PATIENCE
        ours = Path("/proc/self/ns/net").readlink()
        while Path(f"/proc/{holder.pid}/ns/net").readlink() == ours:
            assert time.monotonic() < end
            time.sleep(0.01)
        _run(f"ip link set {inner} netns {holder.pid}")
        _run(f"ip link set {outer} master lab0 up")
        _run("ip link set lo up", inside)
        _run(f"ip addr add {self._address}/24 dev {inner}", inside)
        _run(f"ip link set {inner} up", inside)
        return inside

    @property
    def workers(self) -> list[subprocess.Popen[bytes]]:
        """Those that were started here and have not ended."""
        return [process for process in self._workers if process.poll() is None]

    def worker(
        self, options: Sequence[str] = (), more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a worker, without a nanny: when it dies, nobody starts another one."""
        place = ["--host", self._address, "--no-dashboard"]
        alone = ["--nthreads", "1", "--memory-limit", "0", "--no-nanny"]
        folders = {
            "TLL_CACHE_DIR": str(self.cache),
            "TLL_DATA_DIR": str(self.data),
            "KERAS_HOME": str(self.folder / "keras"),
        }
        local = ["--local-directory", str(self.folder)]
        process = self._lab.start(
            "worker",
            [self._lab.address, *place, *alone, *local, *options],
            {**folders, **(more or {})},
            self._inside,
        )
        self._workers.append(process)
        return process


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program with all that it has started: a host without power."""
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
    process.kill()
    process.wait()


def _run(command: str, before: Sequence[str] = ()) -> None:
    subprocess.run([*before, *command.split()], check=True)
