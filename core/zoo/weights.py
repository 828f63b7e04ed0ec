"""Where the trained weights of a network are, and whether they are whole (light).

Bundled weights lie in packages that set-up installs; they are found without importing those
packages.  Keras' ImageNet weights lie in Keras' own folder, under Keras' own names, so a file that
Keras or a person put there serves as well as one that was downloaded here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import h5py

from core import peers
from core.messages import LabError, Message, choose_from, msg
from core.paths import keras_models
from core.zoo import catalog, reachability

RANDOM = "random"


@dataclass(frozen=True)
class WeightsState:
    """What stands between a learner and a network with these weights."""

    kind: str  # ready | downloadable | unreachable
    path: Path | None  # where the file is, or where it belongs; None for random weights
    bytes: int
    message: Message


def path(backbone_id: str) -> Path | None:
    """Where the trained weights are or belong; None when the package with them is missing."""
    source = catalog.get(backbone_id).source
    if not source.package:
        return keras_models() / source.name
    folder = _folder(source.package)
    return None if folder is None else folder / source.name


@lru_cache(maxsize=64)
def _folder(package: str) -> Path | None:
    """Where a package lies: what is installed now is found when the app is started again."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def whole(backbone_id: str, file: Path) -> bool:
    """Whether a file is byte for byte what its makers published.

    The answer is remembered for as long as size and modification time stay the same.  Keras
    published no checksum for MobileNetV2: there a complete HDF5 file has to do, and the shape of
    every array is checked when it is loaded.
    """
    if not file.is_file():
        return False
    stat = file.stat()
    return _whole(catalog.get(backbone_id).source.digest, file, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _whole(expected: str, file: Path, size: int, modified: int) -> bool:
    if not expected:
        try:
            with h5py.File(file):
                return True
        except OSError:
            return False
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, _algorithm(expected)).hexdigest() == expected


def _algorithm(digest: str) -> str:
    return "sha256" if len(digest) == 64 else "md5"


@lru_cache(maxsize=64)
def _fingerprint(file: Path, size: int, modified: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(backbone_id: str, weights: str) -> str:
    """A text that differs whenever the numbers of the network differ: a key for caches.

    Raises LabError when the weights are not there.
    """
    if check_choice(backbone_id, weights) == RANDOM:
        return "random-0"
    expected = catalog.get(backbone_id).source.digest
    file = ready(backbone_id)
    stat = file.stat()
    return expected or _fingerprint(file, stat.st_size, stat.st_mtime_ns)


def check_choice(backbone_id: str, weights: str) -> str:
    """The weights asked for ("": the trained ones), or a LabError that lists the valid ones."""
    backbone = catalog.get(backbone_id)
    weights = weights or backbone.trained_weights
    if weights not in backbone.weight_choices:
        raise LabError(
            "{backbone} has no “{weights}” weights. Choose from: {valid}.",
            backbone=backbone.title,
            weights=weights,
            valid=choose_from(backbone.weight_choices),
        )
    return weights


def ready(backbone_id: str) -> Path:
    """The verified file of the trained weights, or a LabError that says what to do."""
    found = state(backbone_id)
    if found.kind != "ready" or found.path is None:
        raise LabError(found.message)
    return found.path


def state(backbone_id: str, weights: str = "") -> WeightsState:
    """Whether the weights are here, can be downloaded, or cannot be had (nothing is downloaded).

    "unreachable" for downloads rests on the last attempt to reach the server (`reachability`).
    """
    if check_choice(backbone_id, weights) == RANDOM:
        return WeightsState("ready", None, 0, msg("Random weights need no file."))
    entry, file = catalog.get(backbone_id), path(backbone_id)
    title, source = entry.title, entry.source
    if file is not None and not file.is_file():
        peers.bring(file, lambda copy: whole(backbone_id, copy))
    if file is not None and whole(backbone_id, file):
        here = msg("The trained weights of {backbone} are on this computer.", backbone=title)
        return WeightsState("ready", file, file.stat().st_size, here)
    broken = file is not None and file.is_file()
    if source.package:
        text = _bundled_trouble(title, source.package, file if broken else None)
        return WeightsState("unreachable", file, source.bytes, text)
    megabytes = round(source.bytes / 1e6)
    reachable = reachability.last_answer()
    if broken:
        text = msg(
            "The weights of {backbone} at {path} are damaged. Download them again "
            "({megabytes} MB); the damaged file is replaced.",
            backbone=title,
            path=str(file),
            megabytes=megabytes,
        )
    elif reachable:
        text = msg(
            "The ImageNet weights of {backbone} are not on this computer yet: download them "
            "({megabytes} MB), or place the file {name} by hand at {path}.",
            backbone=title,
            megabytes=megabytes,
            name=source.name,
            path=str(file),
        )
    else:
        text = msg(
            "The last try to download the weights of {backbone} failed. Try again when the network "
            "allows it, or place the file {name} by hand at {path}.",
            backbone=title,
            name=source.name,
            path=str(file),
        )
    kind = "downloadable" if reachable else "unreachable"
    return WeightsState(kind, file, source.bytes, text)


def _bundled_trouble(title: str, package: str, damaged: Path | None) -> Message:
    if damaged:
        return msg(
            "The weights of {backbone} at {path} are damaged. Delete the folder .venv of the "
            "project and run set-up again.",
            backbone=title,
            path=str(damaged),
        )
    return msg(
        "The weights of {backbone} come with the package {package}, which is not installed. "
        "Run set-up again.",
        backbone=title,
        package=package,
    )
