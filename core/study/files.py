"""Where exported networks lie: in the cache, by recipe, with what was measured on them (light)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.paths import cache_dir
from core.runs.store import recipe_digest
from core.transfer.recipe import Recipe

WHOLE, BACKBONE, PAGE = "labelled", "backbone", "page"
ENDINGS = {"onnx": ".onnx", "litert": ".tflite", "page": ".html"}  # of a kind's first word
FORMAT = 2  # one more whenever an exported network would answer otherwise than those that lie here
MOST = 400_000_000  # bytes; the oldest go

Made = dict[str, Any]


def place(recipe: Recipe, kind: str) -> Path:
    """The file of a recipe's network: ``labelled`` (trained, photo to answer), ``backbone``, or one
    of the forms to take home (`core.study.home.forms`)."""
    ending = ENDINGS.get(kind.partition("-")[0], ".keras")
    return cache_dir("exports") / f"{recipe_digest(recipe.to_json())}-{FORMAT}-{kind}{ending}"


def made(recipe: Recipe, kind: str) -> Made | None:
    """What `keep` returns, as long as the file is there."""
    path = place(recipe, kind)
    try:
        said: Made = json.loads(path.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return said if path.is_file() and path.stat().st_size == said["bytes"] else None


def keep(recipe: Recipe, kind: str, write: Callable[[Path], Made]) -> Made:
    """Let `write` make the file, whole or not at all, unless it is there: ``{"path", "bytes"}`` and
    what it returned."""
    known = made(recipe, kind)
    if known is not None:
        return known
    path = place(recipe, kind)
    part = path.with_name(f".{path.name}")  # Keras insists on the ending
    try:
        said = write(part)
        said |= {"path": str(path), "bytes": part.stat().st_size}
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    path.with_suffix(".json").write_text(json.dumps(said), encoding="utf-8")
    _sweep(path.parent)
    return said


def _sweep(folder: Path) -> None:
    files = [path for path in folder.iterdir() if path.suffix != ".json"]
    files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    room = MOST
    for path in files:
        room -= path.stat().st_size
        if room < 0 and path != files[0]:
            path.with_suffix(".json").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
