"""What the set-up downloads, what it occupies and how long it takes, up to the fetching of images.

Beside it the same with the ordinary TensorFlow.  Each starts from nothing: a project of its own
with the requirements files, an empty home, nothing kept by pip.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from core.environment import describe as environment
from core.paths import ROOT

ROUNDS = 2  # the faster one counts: the first may find cold disks and proxies
UNITS = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}  # as pip writes them
ARMS = {"here": "tensorflow-cpu", "ordinary TensorFlow": "tensorflow"}


def run(say: Callable[[str], None]) -> dict[str, Any]:
    rounds: dict[str, list[dict[str, float]]] = {arm: [] for arm in ARMS}
    for _ in range(ROUNDS):
        for arm, package in ARMS.items():
            with TemporaryDirectory() as folder:
                rounds[arm].append(_set_up(Path(folder), package))
            say(f"set-up with {package}: {rounds[arm][-1]['seconds']:.0f} s")
    fastest = {arm: min(all_of, key=itemgetter("seconds")) for arm, all_of in rounds.items()}
    return {"environment": environment()} | fastest


def _set_up(folder: Path, package: str) -> dict[str, float]:
    project, home = folder / "project", folder / "home"
    for made in (project / "scripts", project / "core", home):
        made.mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.py", project / "scripts")
    for file in ROOT.glob("requirements*"):
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".txt":  # a lock that does not fit any more is not used
            text = text.replace("tensorflow-cpu", package)
        (project / file.name).write_text(text, encoding="utf-8")
    (project / "core" / "__main__.py").touch()  # fetches nothing
    start = time.perf_counter()
    answer = subprocess.run(
        [sys.executable, str(project / "scripts" / "setup.py")],
        env=os.environ | {"HOME": str(home), "USERPROFILE": str(home), "PIP_NO_CACHE_DIR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        "seconds": time.perf_counter() - start,
        "downloaded": downloaded(answer.stdout),
        "disk": sum(file.lstat().st_size for file in (project / ".venv").rglob("*")),
    }


def downloaded(said: str) -> float:
    """Bytes, from pip's “Downloading numpy-2.4.6-….whl (16.6 MB)”."""
    sizes = re.findall(r"Downloading .* \(([\d.]+) (\w+)\)$", said, re.MULTILINE)
    return sum(float(size) * UNITS[unit] for size, unit in sizes)


def table(result: dict[str, Any]) -> str:
    lines = ["", f"{'Set-up':24}{'download':>12}{'on disk':>12}{'time':>10}"]
    for arm in ARMS:
        one = result[arm]
        lines.append(
            f"  {arm:22}{one['downloaded'] / 1e6:9.0f} MB{one['disk'] / 1e6:9.0f} MB"
            f"{one['seconds']:8.0f} s"
        )
    return "\n".join(lines)
