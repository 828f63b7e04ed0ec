"""What a worker of ours does before its first job, and how it knows when to die."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import logging
import os
import signal
import sys
import threading
import time

import psutil
from distributed import Worker

from core.jobs import versions, worker
from core.jobs.lanes import LANES
from core.jobs.member import leave_the_global_generator_alone

SERVER, TABLE = "TLL_SERVER_PID", "TLL_TASK_TABLE"  # environment, set by the launcher
LOOK_EVERY = 0.5  # seconds
PR_SET_PDEATHSIG = 1


def dask_setup(dask_worker: Worker) -> None:
    """Dask calls this in the worker process before it takes jobs."""
    die_with_server()
    if sys.platform == "linux":
        # Also while a task holds the interpreter lock and no thread of ours gets to look.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if hasattr(os, "nice"):  # a click in the browser comes first, then a short question
        os.nice(5 if dask_worker.name == LANES[True] else 10)
    gc.set_threshold(50_000, 20, 20)  # TensorFlow is imported in a fifth less time
    leave_the_global_generator_alone()
    if versions.at_home(dask_worker.state.total_resources):
        return  # it has other things to do than to train
    thread = threading.Thread(target=_warm_up, name="warm-up", daemon=True)
    worker._warming.append(thread)
    thread.start()


def die_with_server() -> None:
    """End this process as soon as the app's server process is gone, however it went."""
    threading.Thread(target=_watch, args=(int(os.environ[SERVER]),), daemon=True).start()


def running(process: psutil.Process) -> bool:
    """False once it has ended, also while nobody has collected its exit status yet."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _watch(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        server = psutil.Process(pid)
        while running(server):
            time.sleep(LOOK_EVERY)
    os._exit(1)  # nobody is left to tell, and a clean end could hang in a task


def _warm_up() -> None:
    try:
        warm_up = getattr(importlib.import_module(os.environ[TABLE]), "warm_up", None)
        if warm_up:
            warm_up()
    except Exception:  # the first job meets the same problem and can tell the learner
        logging.getLogger(__name__).exception("the worker could not warm up")
