"""Starts the private cluster as a sub-process of this server, on every system, and ends it.

Dask's own launchers do not fit: the multiprocessing one runs the Streamlit script again, the
sub-process one refuses Windows and never drains the scheduler's pipe.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from dask.system import CPU_COUNT

from core import disk
from core.jobs.execute import log_file
from core.jobs.preload import SERVER, TABLE, running
from core.messages import LabError
from core.paths import CACHE, ROOT

LONGEST_LOG = 5_000_000  # bytes; then the file is moved aside once
MORE, FEWER = "more", "fewer"  # what the engine is told on its stdin

THREADS = (  # Dask's nanny would set them to 1; they count when TensorFlow is imported
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
SETTINGS = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",  # never train again silently
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "None",  # a laptop that slept is not a dead worker
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",  # samples the stack every 10 ms
    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "100",  # events the scheduler keeps
    "DASK_DISTRIBUTED__SCHEDULER__WORK_STEALING": "False",  # from here on: less to do while idle
    "DASK_DISTRIBUTED__SCHEDULER__ACTIVE_MEMORY_MANAGER__START": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "10s",
    "DASK_LOGGING__DISTRIBUTED": "warning",
    "PYTHONUNBUFFERED": "1",
}


class Engine:
    """The running sub-process, from construction to `stop`.  Raises LabError when its log cannot be
    written."""

    def __init__(self, table: str) -> None:
        log = log_file()
        _keep_short(log)
        try:
            stderr = log.open("ab")
        except OSError as error:
            raise disk.unwritable(log, error, CACHE) from error
        with stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "core.jobs.engine"],
                env=_environment(table),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                **_apart(),
            )

    def invitation(self) -> str:
        """Wait until the scheduler can be reached; the line that says where and how
        (`core.jobs.private.accept`).  Raises LabError when the engine does not start."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline().strip()
        if not line:
            raise LabError(
                "The worker could not be started. Start the app again; if it happens again "
                "look at the log file {path}.",
                path=str(log_file()),
            )
        return str(line)

    def alive(self) -> bool:
        return self._process.poll() is None

    def reinforce(self, on: bool) -> None:
        """Ask for one more worker for long work, or give it back.  It comes within seconds."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # the engine has just died: that is noticed elsewhere
            self._process.stdin.write(f"{MORE if on else FEWER}\n")
            self._process.stdin.flush()

    def memory(self, pid: int | None = None) -> int:
        """Resident bytes of the largest worker process, or of one; 0 while there is none."""
        sizes = [0]
        with contextlib.suppress(psutil.Error):
            # looking for children reads every process of the machine
            for process in self._children() if pid is None else [psutil.Process(pid)]:
                sizes.append(process.memory_info().rss)
        return max(sizes)  # beside workers there is only multiprocessing's small resource tracker

    def end_worker(self, pid: int) -> None:
        """Kill one worker process; what is not (any more) one of ours is left alone."""
        for process in self._children():
            if process.pid == pid:
                with contextlib.suppress(psutil.Error):
                    process.kill()

    def stop(self) -> None:
        """Kill scheduler and worker and wait until they are gone.  Files are written atomically,
        so nothing is lost that a gentle end would have kept."""
        children = self._children()
        self._process.kill()
        for child in children:
            with contextlib.suppress(psutil.Error):
                child.kill()
        self._process.wait()
        while any(running(child) for child in children):
            time.sleep(0.01)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):  # what it was told last is still in there
                    pipe.close()

    def _children(self) -> list[psutil.Process]:
        try:
            return list(psutil.Process(self._process.pid).children(recursive=True))
        except psutil.Error:
            return []


def _apart() -> dict[str, Any]:
    """A process group of its own: Ctrl-C goes to the server alone, which then stops the engine."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"process_group": 0}


def _environment(table: str) -> dict[str, str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    threads = {name: str(CPU_COUNT) for name in THREADS}
    ours = {"PYTHONPATH": path, SERVER: str(os.getpid()), TABLE: table}
    return threads | dict(os.environ) | SETTINGS | ours


def _keep_short(log: Path) -> None:
    with contextlib.suppress(OSError):  # another server may have it open (Windows) or moved it
        if log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
