"""Microsoft's cats and dogs (Asirra): a fixed choice of 2,000 + 2,000 of its 25,000 photos.

Elson, Douceur, Howell, Saul, "Asirra: A CAPTCHA that Exploits Interest-Aligned Manual Image
Categorization", CCS 2007.  Fetched on request (`core.datasets.official`).  The set has no official
test list; it holds some empty and some broken files, which are skipped and counted.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from core.datasets import official, stored
from core.datasets.dataset import Archive, Dataset, Keep, Official
from core.datasets.official import MOST_BYTES
from core.messages import msg

TRAIN, TEST = 1500, 500  # photos of each class
_SEED = 0
_PHOTO = re.compile(r"PetImages/(Cat|Dog)/(\d+)\.jpg")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)


def read(paths: Sequence[Path], keep: Keep) -> None:
    """Hand over photos of either class in a fixed shuffled order until there are enough: first the
    test part, then the training part."""
    (archive,) = paths
    try:
        opened = zipfile.ZipFile(archive)
    except (*_UNREADABLE, OSError) as error:
        raise stored.unreadable(archive) from error
    with opened:
        numbered: dict[str, dict[int, zipfile.ZipInfo]] = {"Cat": {}, "Dog": {}}
        for info in opened.infolist():
            match = _PHOTO.fullmatch(info.filename)
            if match and info.file_size <= MOST_BYTES:
                numbered[match[1]][int(match[2])] = info
        for label, photos in enumerate(numbered.values()):
            numbers = np.random.default_rng([_SEED, label]).permutation(sorted(photos))
            kept = 0
            for number in numbers.tolist():
                if kept == TRAIN + TEST:
                    break
                info = photos[number]
                kept += keep(label, kept < TEST, info.filename, _bytes(opened, info))


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A file's contents; nothing where they cannot be unpacked or their CRC is wrong."""
    try:
        return archive.read(info)
    except _UNREADABLE:
        return b""


OFFICIAL = Official(
    folder="dogs_vs_cats",
    archives=(
        Archive(
            "https://download.microsoft.com/download/3/E/1/3E1C3F21-ECDB-4869-8368-6DEBA77B919F/"
            "kagglecatsanddogs_5340.zip",
            "sha256:b7974bd00a84a99921f36ee4403f089853777b5ae8d151c76a86e64900334af9",
            824_887_076,
        ),
    ),
    classes=2,
    most=2 * (TRAIN + TEST),
    read=read,
)


TITLE = msg("Microsoft’s cats and dogs")
SET = Dataset(
    id="dogs_vs_cats",
    title=TITLE,
    classes=("cat", "dog"),
    class_titles=(msg("cat"), msg("dog")),
    image_size=224,
    train_per_class=TRAIN,
    test_per_class=TEST,
    similarity=msg("very near to ImageNet: photos of cats and dogs"),
    citation="Elson, Douceur, Howell and Saul, Asirra: A CAPTCHA that Exploits "
    "Interest-Aligned Manual Image Categorization, CCS 2007",
    url="https://www.microsoft.com/en-us/download/details.aspx?id=54765",
    licence="the terms on Microsoft's download page",
    near="high",
    published=("Pets",),
    place=7,
    load=partial(official.load, OFFICIAL, TITLE),
    available=partial(official.available, OFFICIAL),
    official=OFFICIAL,
)
