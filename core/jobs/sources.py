"""Notices that code which a worker has imported was edited (light)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from core.paths import ROOT


def newest_source(table: str) -> tuple[int, int]:
    """Changes whenever a file of core, or the task table, is edited, added or removed."""
    files = list((ROOT / "core").rglob("*.py"))
    spec = find_spec(table)
    if spec and spec.origin:
        files.append(Path(spec.origin))
    times = [_changed(file) for file in files]
    return len(times), max(times)


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:  # editors replace files: it comes back
        return 0
