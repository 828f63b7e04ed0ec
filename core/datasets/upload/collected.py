"""Reading untrusted photos one by one: what can be used, what is broken, what is there twice
(light)."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image

from core.datasets.look_alikes.alike import Looks, looks
from core.datasets.own import SIDE
from core.datasets.upload import kinds
from core.datasets.upload.archive import Given, Source
from core.images import decode, jpeg_text, resize
from core.messages import LabError
from core.work import Cancelled, Document, Report, heard

MOST_CLASSES = 50
MOST_PHOTOS = 5_000
_PICTURED = 24  # photos that are not kept of which a picture is
_GREY = 2.0  # mean difference between the colour channels below which a photo has no colour
_THUMBNAIL = 96


@dataclass(frozen=True)
class Photo:
    """A photo that was decoded: where its pixels are (`row`) and what is known of it."""

    given: Given
    row: int
    size: tuple[int, int]  # width and height as decoded, the longer side at most 1024
    grey: bool
    looks: Looks
    digest: str  # of its centre square

    @property
    def name(self) -> str:
        """Of its class."""
        return self.given.name

    @property
    def where(self) -> list[str]:
        """Its class and its path, as they may be shown."""
        return [self.given.name, self.given.path]


@dataclass
class Collected:
    """What `collect` found: usable photos, and lists of what was left out."""

    file: Path  # the pixels of `rows` squares, uint8 [SIDE, SIDE, 3] each, one behind the other
    rows: int = 0
    photos: list[Photo] = field(default_factory=list)
    broken: list[Document] = field(default_factory=list)
    twice: list[tuple[Photo, Photo]] = field(default_factory=list)  # kept, left out
    conflicts: list[Document] = field(default_factory=list)  # one for each photo in two classes

    def names(self) -> set[str]:
        """The classes that have photos."""
        return {photo.name for photo in self.photos}

    def pixels(self) -> np.ndarray:
        """Every square by its row, uint8 [rows, side, side, 3], memory-mapped."""
        shape = (self.rows, SIDE, SIDE, 3)
        return np.memmap(self.file, np.uint8, "r", shape=shape)


def collect(
    source: Source,
    file: Path = Path(os.devnull),
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> Collected:
    """Decode every photo and write its centre square to `file`: memory holds one at a time.

    The same photo twice in a class is kept once; the same photo in two classes is in neither.
    """
    limit(source)
    out = Collected(file)
    with file.open("wb") as squares:
        _fill(out, source, squares, heard(report, cancelled))
    return out


def limit(source: Source) -> None:
    """Raise LabError for more photos than can be used."""
    if source.total > MOST_PHOTOS:
        raise LabError(
            "There {count:is # photo|are # photos}; at most {most} can be used. A few "
            "hundred of each class are plenty here.",
            count=source.total,
            most=MOST_PHOTOS,
        )


def _fill(out: Collected, source: Source, squares: IO[bytes], report: Report) -> None:
    seen: dict[str, Photo] = {}
    contested: dict[str, Document] = {}
    classes = set()
    for done, given in enumerate(source.photos):
        report({"kind": "phase", "phase": "prepare", "done": done, "total": source.total})
        classes.add(given.name)
        if len(classes) > MOST_CLASSES:
            raise LabError(
                "There are more than {most} classes. Use the folders of at most {most}.",
                most=MOST_CLASSES,
            )
        try:
            photo, square = _photo(given, out.rows)
        except LabError as error:
            broken = {"class": given.name, "file": given.path, "reason": error.message.to_json()}
            out.broken.append(broken)
            continue
        first = seen.setdefault(photo.digest, photo)
        if first is photo:
            squares.write(square.tobytes())
            out.rows += 1
            out.photos.append(photo)
        elif first.name == photo.name:
            out.twice.append((first, photo))
        elif photo.digest not in contested:
            picture = _thumbnail(square) if len(contested) < _PICTURED else ""
            contested[photo.digest] = {"files": [first.where, photo.where], "picture": picture}
        else:
            contested[photo.digest]["files"].append(photo.where)
    for first, copy in out.twice:
        if first.digest in contested:
            contested[first.digest]["files"].append(copy.where)
    out.conflicts = list(contested.values())
    out.twice = [pair for pair in out.twice if pair[0].digest not in contested]
    out.photos = [photo for photo in out.photos if photo.digest not in contested]


def _photo(given: Given, row: int) -> tuple[Photo, np.ndarray]:
    data = given.read()
    kinds.check(data, given.file)
    whole = decode(data, given.file).pixels
    height, width = whole.shape[:2]
    square = resize(whole[None], SIDE)[0]
    colours = square.astype(np.int16)
    apart = np.abs(colours - colours.mean(2, keepdims=True)).mean()
    digest = hashlib.sha256(square.tobytes()).hexdigest()
    grey = bool(apart < _GREY)
    return Photo(given, row, (width, height), grey, looks(square), digest), square


def _thumbnail(square: np.ndarray) -> str:
    """A JPEG in base64: of a photo that is not kept."""
    small = Image.fromarray(square).resize((_THUMBNAIL, _THUMBNAIL))
    return jpeg_text(np.asarray(small), 80)
