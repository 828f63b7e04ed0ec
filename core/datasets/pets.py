"""Oxford-IIIT Pets: 37 breeds of cats and dogs, with the official lists for training and test.

Parkhi, Vedaldi, Zisserman, Jawahar, "Cats and Dogs", CVPR 2012.  Fetched on request
(`core.datasets.official`); both archives are read as streams, nothing is unpacked to a path.
"""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.datasets import official
from core.datasets.breeds import BREEDS
from core.datasets.dataset import Arrays
from core.datasets.official import MOST_BYTES, Archive, Keep, Official

_ROOT = "https://www.robots.ox.ac.uk/~vgg/data/pets/data"
_UNREADABLE = (tarfile.TarError, OSError, EOFError, zlib.error, UnicodeDecodeError)
_MOST_TEXT = 1_000_000  # bytes of a list of names


def read(paths: Sequence[Path], keep: Keep) -> None:
    """Hand over every photo that one of the official lists names, in the archive's order."""
    images, annotations = paths
    part = _parts(annotations)
    numbers = {name: number for number, name in enumerate(BREEDS)}
    for member, data in _files(images, MOST_BYTES):
        stem = member.removesuffix(".jpg")
        number = numbers.get(stem.rpartition("_")[0].lower())
        if number is not None and stem in part:
            keep(number, part.pop(stem), member, data)  # a name counts once


def _parts(annotations: Path) -> dict[str, bool]:
    """The name of every photo → whether it is for the test."""
    part: dict[str, bool] = {}
    for member, data in _files(annotations, _MOST_TEXT):
        if member in ("trainval.txt", "test.txt"):
            try:
                lines = data.decode("ascii").splitlines()
            except UnicodeDecodeError as error:
                raise official.unreadable(annotations) from error
            names = [line.split()[0] for line in lines if line.strip() and line[0] != "#"]
            part |= dict.fromkeys(names, member == "test.txt")
    if len(set(part.values())) < 2:
        raise official.unreadable(annotations)
    return part


def _files(archive: Path, most: int) -> Iterator[tuple[str, bytes]]:
    """Name without folders and contents of every plain file of at most `most` bytes."""
    try:
        with tarfile.open(archive, "r|gz") as tar:
            for member in tar:
                if member.isfile() and member.size <= most:
                    file = tar.extractfile(member)
                    assert file is not None  # only folders and devices have no contents
                    data = file.read()
                    yield Path(member.name).name, data
    except _UNREADABLE as error:
        raise official.unreadable(archive) from error


OFFICIAL = Official(
    dataset="pets",
    archives=(
        Archive(f"{_ROOT}/images.tar.gz", "md5:5c4f3ee8e5d25df40f4fd59a7f44e54c", 791_918_971),
        Archive(f"{_ROOT}/annotations.tar.gz", "md5:95a8c909bbe2e81eed6a22bccdf3f68f", 19_173_078),
    ),
    most=7349,  # 3,680 in trainval.txt, 3,669 in test.txt
    read=read,
)


def available() -> bool:
    return official.available("pets")


def load() -> Arrays:
    """About 3,680 training photos, then about 3,669 of the official test list."""
    return official.load("pets")
