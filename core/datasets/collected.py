"""Reading untrusted photos one by one: what can be used, what is broken, what is there twice
(light)."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image

from core.datasets.alike import Looks, looks
from core.datasets.archive import Source
from core.images import decode, resize, shown_name
from core.jobs.steps import Cancelled, Document, Report, heard
from core.messages import LabError, msg

_PICTURED = 24  # photos that are not kept of which a picture is
_GREY = 2.0  # mean difference between the colour channels below which a photo has no colour
_THUMBNAIL = 96


@dataclass(frozen=True)
class Photo:
    """A photo that was decoded: where its pixels are (`row`) and what is known of it."""

    name: str  # of its class
    file: str
    row: int
    size: tuple[int, int]  # width and height as decoded, the longer side at most 1024
    grey: bool
    looks: Looks
    digest: str  # of its centre square


@dataclass
class Collected:
    """What `collect` found: usable photos, and lists of what was left out."""

    file: Path  # the pixels of `rows` squares, uint8 [side, side, 3] each, one behind the other
    side: int
    rows: int = 0
    names: list[str] = field(default_factory=list)  # of all classes, in the order they came
    photos: list[Photo] = field(default_factory=list)
    broken: list[Document] = field(default_factory=list)
    twice: list[tuple[Photo, Photo]] = field(default_factory=list)  # kept, left out
    conflicts: list[Document] = field(default_factory=list)

    def copies(self, position: np.ndarray) -> list[Document]:
        """The copies that were left out, with the position of the one that was kept."""
        at = {photo.row: int(position[place]) for place, photo in enumerate(self.photos)}
        return [
            {"kept": at[kept.row], "class": left.name, "file": left.file}
            for kept, left in self.twice
            if kept.row in at
        ]

    def pixels(self) -> np.ndarray:
        """Every square by its row, uint8 [rows, side, side, 3], memory-mapped."""
        shape = (self.rows, self.side, self.side, 3)
        return np.memmap(self.file, np.uint8, "r", shape=shape)


def collect(
    source: Source,
    file: Path,
    side: int,
    most_classes: int,
    report: Report,
    cancelled: Cancelled,
) -> Collected:
    """Decode every photo and write its centre square to `file`: memory holds one at a time.

    The same photo twice in a class is kept once; the same photo in two classes is in neither.
    """
    out = Collected(file, side)
    with file.open("wb") as squares:
        _fill(out, source, squares, most_classes, heard(report, cancelled))
    return out


def _fill(
    out: Collected, source: Source, squares: IO[bytes], most_classes: int, report: Report
) -> None:
    seen: dict[str, Photo] = {}
    contested: set[str] = set()
    for done, (name, given, data) in enumerate(source.photos):
        report({"kind": "phase", "phase": "prepare", "done": done, "total": source.total})
        if name not in out.names:
            out.names.append(name)
            if len(out.names) > most_classes:
                raise LabError(
                    msg(
                        "There are more than {most} classes. Use the folders of at most {most}.",
                        most=most_classes,
                    )
                )
        shown = shown_name(given)
        try:
            photo, square = _photo(data, name, shown, out.side, out.rows)
        except LabError as error:
            broken = {"class": name, "file": shown, "reason": error.message.to_json()}
            out.broken.append(broken)
            continue
        first = seen.get(photo.digest)
        if first is None:
            seen[photo.digest] = photo
            squares.write(square.tobytes())
            out.rows += 1
            out.photos.append(photo)
        elif first.name == name:
            out.twice.append((first, photo))
        else:
            contested.add(photo.digest)
            out.conflicts.append(
                {
                    "files": [[first.name, first.file], [photo.name, photo.file]],
                    "picture": _thumbnail(square) if len(out.conflicts) < _PICTURED else "",
                }
            )
    out.photos = [photo for photo in out.photos if photo.digest not in contested]


def _photo(data: bytes, name: str, file: str, side: int, row: int) -> tuple[Photo, np.ndarray]:
    whole = decode(data, file).pixels
    height, width = whole.shape[:2]
    square = resize(whole[None], side)[0]
    colours = square.astype(np.int16)
    apart = np.abs(colours - colours.mean(2, keepdims=True)).mean()
    digest = hashlib.sha256(square.tobytes()).hexdigest()
    return (
        Photo(name, file, row, (width, height), bool(apart < _GREY), looks(square), digest),
        square,
    )


def _thumbnail(square: np.ndarray) -> str:
    """A JPEG in base64: of a photo that is not kept."""
    buffer = io.BytesIO()
    Image.fromarray(square).resize((_THUMBNAIL, _THUMBNAIL)).save(buffer, "JPEG", quality=80)
    return base64.b64encode(buffer.getvalue()).decode()
