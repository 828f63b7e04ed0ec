"""Coverage-guided fuzzing of what comes from outside, for a bounded time (atheris).

Every target has seeds of the project's own making and a process of its own; inputs that reached new
code are kept in the cache folder, so that the next run goes on from there.  An input is a finding
when anything but a `LabError` comes out, or when it takes too much time or memory.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.fuzzing.targets import TARGETS
from core.environment import describe as environment
from core.paths import ROOT, cache_dir

PATIENCE = 600.0  # seconds beyond its time after which a target hangs
MEGABYTES = 2_000  # of the whole process
LEAST = 5.0  # seconds that are worth another run


def run(say: Callable[[str], None], minutes: float = 1.0) -> dict[str, Any]:
    """Fuzz for about so many minutes, the targets one after the other."""
    result: dict[str, Any] = {"environment": environment(), "targets": {}, "found": 0}
    if find_spec("atheris") is None:
        return result | {"skipped": "atheris is not installed: it is made for Linux on x86_64"}
    for name in TARGETS:
        one = _fuzzed(name, 60 * minutes / len(TARGETS))
        result["targets"][name] = one
        result["found"] += len(one["found"])
        say(f"{name}: {one['inputs']} inputs, {len(one['found'])} findings")
    return result


def _fuzzed(name: str, seconds: float) -> dict[str, Any]:
    """One target for so long; a run that ends early for nothing is followed by another."""
    corpus, found = cache_dir("fuzz", name), cache_dir("fuzz", "found")
    for number, seed in enumerate(TARGETS[name].seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    started, inputs, runs, left = time.perf_counter(), 0, 0, seconds
    names: list[str] = []
    while not names and (not runs or left > LEAST):
        before = set(found.iterdir())
        status, said = _ran(name, max(1.0, left), corpus, found)
        names = [file.name for file in sorted(set(found.iterdir()) - before) if _again(name, file)]
        if not names and status == -signal.SIGKILL:  # by `_ran`
            names = [f"{name} hung"]
        runs += 1
        left = seconds - (time.perf_counter() - started)
        inputs += _last(r"stat::number_of_executed_units:\s+(\d+)", said)
    return {
        "seconds": time.perf_counter() - started,
        "runs": runs,
        "inputs": inputs,
        "edges": _last(r"cov: (\d+)", said),
        "kept": sum(1 for _file in corpus.iterdir()),
        "found": names,
        "status": status,  # of the last run
        "said": said[-3000:] if status else "",
    }


def _ran(name: str, seconds: float, corpus: Path, found: Path) -> tuple[int, str]:
    """One run of libFuzzer: its exit status and what it and Python said."""
    command = [sys.executable, "-m", "bench.fuzzing", name, str(corpus)]
    command += [f"-max_total_time={round(seconds)}", f"-max_len={TARGETS[name].longest}"]
    # Time is looked at by `targets.watched`: libFuzzer's alarm now and then ends Python itself.
    command += ["-timeout=0", f"-rss_limit_mb={MEGABYTES}", "-len_control=0"]
    command += ["-print_final_stats=1", f"-artifact_prefix={found}{os.sep}{name}-"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    try:
        said, _ = process.communicate(timeout=2 * seconds + PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    return process.returncode, said


def _again(name: str, file: Path) -> bool:
    """Whether an input that ended a run does so by itself, each time; else it is forgotten."""
    command = [sys.executable, "-m", "bench.fuzzing", name, str(file), "-timeout=0"]
    if all(subprocess.run(command, cwd=ROOT, capture_output=True).returncode for _ in range(3)):
        return True
    file.unlink()
    return False


def _last(pattern: str, said: str) -> int:
    return int((re.findall(pattern, said) or ["0"])[-1])


def table(result: dict[str, Any]) -> str:
    if "skipped" in result:
        return f"\nFuzzing: skipped, {result['skipped']}"
    lines = ["", f"{'Fuzzing':14}{'time':>8}{'inputs':>12}{'edges':>8}{'kept':>8}{'findings':>10}"]
    for name, one in result["targets"].items():
        lines.append(
            f"  {name:12}{one['seconds']:6.0f} s{one['inputs']:12}{one['edges']:8}{one['kept']:8}"
            f"{len(one['found']):10}"
        )
        lines += [f"    {found}" for found in one["found"]]
    return "\n".join(lines)
