"""Photos as people bring them: put into folders, some damaged, some classes rarer, and uploaded.

Training and test photos lie in folders of their own, as many people sort them; the upload
(`core.datasets.upload`) reads them like anybody's.  Of classes of unequal size a training takes as
many photos as the rarest has, so that is what such a case says.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from core.advise.case import Case
from core.datasets import own
from core.datasets.corrupted import corrupted
from core.datasets.subset import make_subset
from core.datasets.upload import archive
from core.datasets.upload.create import create
from core.datasets.upload.parts import TEST, TRAIN
from core.images import png_bytes

OWNER = "advisor"  # of what is uploaded for a case, and erased after it


@dataclass(frozen=True)
class Upload:
    """Folders of photos: `counts`, class → photos to learn from; `tested`, of every class; damage
    of a `kind` in a `severity` 0 (none) to 5, to all of them."""

    source: str  # the dataset that the photos are drawn from
    counts: Mapping[str, int]
    tested: int
    seed: int
    kind: str = ""
    severity: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def uploaded(case: Case, upload: Upload | None) -> Iterator[Case]:
    """The case on a dataset that is made of an upload, and erased at the end; without an upload
    the case itself.  It takes some seconds."""
    if upload is None:
        yield case
        return
    with tempfile.TemporaryDirectory() as folder:
        _write(upload, Path(folder))
        made = create(OWNER, "", archive.folder(Path(folder)), upload.seed)["id"]
    try:
        yield replace(case, dataset=made)
    finally:
        shutil.rmtree(own.folder(made))


def _write(upload: Upload, folder: Path) -> None:
    names = tuple(upload.counts)
    most = max(upload.counts.values())
    subset = make_subset(upload.source, names, most, 1, upload.tested, upload.seed)
    for part, split in ((TRAIN, subset.train), (TEST, subset.test)):
        photos = split.images
        if upload.kind:  # each photo and each part with a noise of its own
            noise = 2 * upload.seed + (part == TEST)
            photos = corrupted(photos, upload.kind, upload.severity, noise)
        for label, name in enumerate(names):
            place = folder / part / name
            place.mkdir(parents=True)
            wanted = upload.tested if part == TEST else upload.counts[name]
            for at, photo in enumerate(photos[split.labels == label][:wanted]):
                (place / f"{at:04}.png").write_bytes(png_bytes(photo))
