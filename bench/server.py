"""The real app in a process of its own, with a run log of its own, for benchmarks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from core.paths import ROOT


@contextmanager
def running(folder: Path, cache: Path | None = None) -> Iterator[tuple[str, psutil.Process, float]]:
    """Start the app; its address, its process, and the clock when it was started.

    cache: another cache folder than everybody's.
    """
    folders = {"TLL_DATA_DIR": str(folder)} | ({"TLL_CACHE_DIR": str(cache)} if cache else {})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = time.perf_counter()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")),
            *("--server.port", str(port), "--server.headless", "true"),
        ],
        cwd=ROOT,
        env=os.environ | folders,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError("the app ended before it answered") from None
                time.sleep(0.02)
        yield address, psutil.Process(process.pid), started
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
