"""What an image set is: its facts, and its pictures once they are opened (light)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.messages import LabError, Message, choose_from
from core.paths import cache_dir
from core.work import Report

_OWN = re.compile(r"own-[0-9a-f]{16}")


@dataclass(frozen=True)
class Arrays:
    """A whole image set, the training part first, then the test part.

    A position in these arrays is what results, pages and the run log call ``index``.
    """

    images: np.ndarray  # uint8 [N, H, W, 3], RGB 0..255, read-only; memory-mapped when large
    labels: np.ndarray  # int64 [N], position in the entry's classes
    train: int  # images 0..train-1 are for training and validation, the rest is the test part
    digest: str  # of images and labels: two sets with one digest are the same
    # int64 [N]: photos with one number look nearly the same and belong in one part of any split
    groups: np.ndarray | None = None

    @staticmethod
    def of(images: np.ndarray, labels: np.ndarray, train: int) -> Arrays:
        """A set that lies in memory."""
        for array in (images, labels):
            array.flags.writeable = False
        digest = hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest()
        return Arrays(images, labels, train, digest)


# Keep a photo: its label, whether it is for the test, its name, the file's bytes.  False: broken.
Keep = Callable[[int, bool, str, bytes], bool]


@dataclass(frozen=True)
class Archive:
    """One file to fetch: ``checksum`` is ``algorithm:hex``."""

    url: str
    checksum: str
    bytes: int

    @property
    def name(self) -> str:
        return self.url.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class Official:
    """An image set as its makers publish it, fetched on request (`core.datasets.official`).

    `read` gets the archives' paths and hands every photo that is wanted to `Keep`; it raises
    LabError when an archive is not what was expected.
    """

    folder: str  # the name of the one that it is stored in
    archives: tuple[Archive, ...]
    classes: int
    most: int  # photos at most
    read: Callable[[Sequence[Path], Keep], None]
    side: int = 224  # pixels that are kept

    @property
    def bytes(self) -> int:
        return sum(archive.bytes for archive in self.archives)

    @property
    def stored_bytes(self) -> int:
        return self.most * self.side * self.side * 3

    def path(self, archive: Archive) -> Path:
        """Where an archive arrives, or may be placed by hand."""
        return cache_dir("downloads", self.folder) / archive.name

    def arrived(self) -> int:
        """How many bytes of the archives are here."""
        return sum(self._arrived(archive) for archive in self.archives)

    def _arrived(self, archive: Archive) -> int:
        path = self.path(archive)
        for file in (path, path.with_name(f"{path.name}.part")):
            if file.is_file():
                return min(file.stat().st_size, archive.bytes)
        return 0


def carried_along() -> bool:
    """Whether a set is here that comes with a package the program cannot run without."""
    return True


@dataclass(frozen=True)
class Dataset:
    """One image set: what can be known without opening it, and how it is opened."""

    id: str
    title: Message
    classes: tuple[str, ...]  # language-neutral ids; names on screen: class_titles
    class_titles: tuple[Message, ...]
    image_size: int  # pixels a side as stored
    # images of every class: those of the rarest, or a little fewer where some files are broken
    train_per_class: int  # to train and validate with
    test_per_class: int  # set apart for the test
    similarity: Message  # how near it is to ImageNet, in one clause
    load: Callable[[], Arrays]  # LabError when the images are not here or damaged
    citation: str = ""
    url: str = ""
    licence: str = ""
    available: Callable[[], bool] = carried_along  # whether `load` has something to open
    near: str = ""  # "high", "medium" or "low": how the course would call its similarity
    published: tuple[str, ...] | None = None  # rows of `core.advise.evidence` most like it
    place: float = 0  # in the lists of datasets
    official: Official | None = None  # where its makers give it out
    # what set-up does to have it here: state, source and message as in `core.fetch`
    set_up: Callable[[Report], tuple[str, str, Message]] | None = None
    in_keras: bool = False  # keras.datasets has the same photos under the same id

    def check(self, classes: Sequence[str]) -> None:
        """Raise LabError for a class that the set does not have."""
        for name in classes:
            if name not in self.classes:
                raise LabError(
                    "There is no class “{name}” in {dataset}. Choose from: {valid}.",
                    name=name,
                    dataset=self.id,
                    valid=choose_from(self.classes),
                )

    def titles(self, classes: Sequence[str] = ()) -> list[Message]:
        """What the classes are called on screen; every class when none is named."""
        known = dict(zip(self.classes, self.class_titles, strict=True))
        return [known[name] for name in classes or self.classes]


def is_own(dataset: str) -> bool:
    """Whether an id is that of a learner's own photos, which are in no fixed list."""
    return _OWN.fullmatch(dataset) is not None
