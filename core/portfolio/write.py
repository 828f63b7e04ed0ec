"""A learner's work into one file (light)."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from core.datasets import library, own
from core.datasets.upload import zip_members
from core.messages import LabError
from core.portfolio import manifest, photos, runs, settings
from core.portfolio.manifest import Manifest
from core.runs.store import Store
from core.work import Cancelled, Document, Report, steps

EVERY = 20  # files between two words about how far it is


def write(
    store: Store,
    owner: str,
    path: Path,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Document:
    """Write everything of `owner` to `path`, whole or not at all; how much of what it holds."""
    every, remembered = store.everything(owner)
    remembered = {k: v for k, v in remembered.items() if settings.kept(k) is not None}
    datasets = own.every(owner)
    parts: list[tuple[str, Callable[[], bytes]]] = [(manifest.SETTINGS, partial(_json, remembered))]
    for run in every:
        said, picture = runs.document(run)
        parts.append((f"runs/{run.id}.json", partial(_json, said)))
        if picture:
            parts.append((f"pictures/{run.id}.png", partial(bytes, picture)))
    held = []
    for said in datasets:
        here = own.available(said["id"])
        known = photos.document(said if here else _spoken(said))
        parts.append((f"datasets/{said['id']}/dataset.json", partial(_json, known)))
        if here:
            held.append(said["id"])
            parts += photos.files(said["id"], library.load(said["id"]).images)
    if len(parts) >= zip_members.MOST_ENTRIES:
        raise LabError(
            "Your work holds {count:# photo or run|# photos and runs}, more than one file can "
            "carry ({most}). Delete a dataset or runs that you do not need any more.",
            count=len(parts),
            most=zip_members.MOST_ENTRIES,
        )
    _pack(path, parts, report, cancelled)
    return {
        "runs": len(every),
        "datasets": len(held),
        "settings": len(remembered),
        "bytes": path.stat().st_size,
    }


def _spoken(said: Document) -> Document:
    return {name: said[name] for name in photos.Spoken.__annotations__}


def _pack(
    path: Path,
    parts: list[tuple[str, Callable[[], bytes]]],
    report: Report,
    cancelled: Cancelled,
) -> None:
    part = path.with_name(f".{path.name}.part")
    digests, on_file = {}, steps(report, cancelled, "pack", EVERY)
    try:
        part.touch(mode=0o600)
        with zipfile.ZipFile(part, "w") as archive:
            for at, (name, made) in enumerate(parts):
                on_file(at, len(parts))
                data = made()
                digests[name] = manifest.digest(data)
                archive.writestr(name, data, _method(name, data))
            whole = Manifest(datetime.now(UTC).isoformat(timespec="seconds"), digests)
            data = _json(whole.to_json())
            archive.writestr(manifest.MANIFEST, data, _method(manifest.MANIFEST, data))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _method(name: str, data: bytes) -> int:
    """Packed, unless it is a picture, or would look like a bomb to who reads it."""
    if name.endswith(".png"):
        return zipfile.ZIP_STORED
    most = zip_members.MOST_RATIO * len(zlib.compress(data)) // 2
    return zipfile.ZIP_DEFLATED if len(data) <= most else zipfile.ZIP_STORED


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")
