"""What machine and which libraries a number was measured with (light: nothing is imported)."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any

# The packages that each may come in.
LIBRARIES = {
    "tensorflow": ("tensorflow", "tensorflow-cpu"),
    "keras": ("keras",),
    "openvino": ("openvino",),
    "numpy": ("numpy",),
}


@lru_cache(maxsize=1)
def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def cores() -> int:
    """Processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def describe() -> dict[str, Any]:
    """Processor, cores, system, Python and the versions of what computes."""
    out: dict[str, Any] = {
        "processor": _processor(),
        "cores": cores(),
        "system": platform.system(),
        "python": platform.python_version(),
    }
    return out | {library: _version(packages) for library, packages in LIBRARIES.items()}


def _version(packages: tuple[str, ...]) -> str | None:
    for package in packages:
        with suppress(metadata.PackageNotFoundError):
            return metadata.version(package)
    return None
