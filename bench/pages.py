"""How long a learner waits: the first page, every page's script, a widget while training runs.

The app runs as it does for a learner, in its own process with its worker; Chromium is in front.
Script times come from Streamlit's own test client, which runs the same scripts without a browser.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from bench.server import running
from core.environment import describe as environment
from core.paths import ROOT

PAGES = (
    "home",
    "why",
    "architectures",
    "two_ways",
    "holds",
    "tricks",
    "playground",
    "photo",
    "check",
)
SCRIPT_RUNS = 10
SWITCHES = 10
# Long enough to be under way for the whole measurement, and heavy: everything is trained.
TRAINING = "unfreeze=all&epochs=500&per_class=50&size=96"
Say = Callable[[str], None]


def run(say: Say) -> dict[str, Any]:
    out: dict[str, Any] = {"environment": environment()}
    with tempfile.TemporaryDirectory() as folder:
        out["script_seconds"] = script_times(say, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        out |= as_a_learner(say, Path(folder))
    return out


def script_times(say: Say, folder: Path) -> dict[str, dict[str, float]]:
    """Median and 95th percentile of the script of every page and part, warm: "page/part" → both."""
    out = {}
    for page in PAGES:
        command = [sys.executable, "-m", "bench.scripts", page, str(SCRIPT_RUNS), str(folder)]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        runs: dict[str, list[float]] = {}
        for line in answer.stdout.splitlines():
            part, seconds = line.split()
            runs.setdefault(page if part == "-" else f"{page}/{part}", []).append(float(seconds))
        for name, took in runs.items():
            out[name] = {"median": float(np.median(took)), "p95": float(np.percentile(took, 95))}
            say(f"script of {name}: {out[name]['median']:.3f} s")
    return out


def as_a_learner(say: Say, folder: Path) -> dict[str, Any]:
    """Cold start, answers while a training runs, memory: with a real browser."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chrome")
    if program is None:
        raise RuntimeError("This benchmark drives Chromium, which is not installed.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(locale="en-US")
        page.set_default_timeout(120_000)
        with running(folder) as (address, server, started):
            page.goto(address)
            page.locator("h1").wait_for()
            page.locator(
                "button[kind=primary], [data-testid=stBaseButton-primary]"
            ).first.wait_for()
            interactive = time.perf_counter() - started
            say(f"first page interactive after {interactive:.2f} s")
            page.goto(f"{address}/playground?{TRAINING}")
            page.locator(".st-key-pg_train button").click()
            page.locator(".st-key-pg_curves_live .main-svg").first.wait_for()
            answers = [switch_language(page, i) for i in range(SWITCHES)]
            say(f"a widget answers after {np.median(answers):.2f} s while training")
            memory = _memory(server)
            page.locator(".st-key-pg_cancel button").click()
            page.locator(".st-key-pg_again button").wait_for()
        browser.close()
    return {
        "cold_start_seconds": interactive,
        "answer_while_training_seconds": {
            "median": float(np.median(answers)),
            "max": float(np.max(answers)),
        },
        "memory_megabytes": memory,
    }


def switch_language(page: Any, turn: int) -> float:
    """Choose the other language; seconds until the page's title is in it."""
    title = page.locator("h1")
    before = title.inner_text()
    choice = page.get_by_role("radio", name=("日本語", "English")[turn % 2])
    start = time.perf_counter()
    choice.click()
    title.filter(has_not_text=before).wait_for()
    return time.perf_counter() - start


def _memory(server: psutil.Process) -> dict[str, float]:
    """Resident megabytes of the web process and of its largest child, the worker."""
    children = [child.memory_info().rss for child in server.children(recursive=True)]
    return {
        "web": server.memory_info().rss / 2**20,
        "worker": max(children, default=0) / 2**20,
    }


def table(result: dict[str, Any]) -> str:
    answer, memory = result["answer_while_training_seconds"], result["memory_megabytes"]
    lines = [
        "",
        "Pages",
        f"  first page interactive after start      {result['cold_start_seconds']:6.2f} s",
        f"  a widget answers while a training runs  {answer['median']:6.2f} s median, "
        f"{answer['max']:.2f} s at most",
    ]
    for page, seconds in result["script_seconds"].items():
        lines.append(
            f"  script of {page:29} {seconds['median']:6.3f} s median, {seconds['p95']:.3f} s p95"
        )
    lines.append(f"  memory: web process {memory['web']:.0f} MB, worker {memory['worker']:.0f} MB")
    return "\n".join(lines)
