"""CIFAR-10: 60,000 colour photos of 32x32 pixels in ten classes, with an official test split.

Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.  Set-up fetches it once
(`core/datasets/cifar10_sources.py`); here it is only opened.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from core import npm
from core.datasets import cifar10_sources, stored
from core.datasets.dataset import Arrays, Dataset
from core.messages import LabError, Message, msg
from core.paths import cache_dir
from core.work import Report

_ABANDONED = 3600  # seconds


def folder() -> Path:
    return cache_dir("datasets", "cifar10")


def available() -> bool:
    return stored.present(folder())


def load() -> Arrays:
    """50,000 training images, then the 10,000 of the official test split, memory-mapped.

    Raises LabError when the images are not on this computer or were damaged.
    """
    was_here = available()
    arrays = stored.read(folder())
    if arrays is None and was_here:
        raise LabError(
            "The CIFAR-10 files on this computer are damaged and were set aside. Run "
            "“make setup” (or “python -m core fetch”) to fetch them again, or go on with "
            "the datasets digits and faces."
        )
    if arrays is None:
        raise LabError(
            "CIFAR-10 is not on this computer yet. Run “make setup” (or “python -m core "
            "fetch”) where there is a network, or start with the datasets digits and faces."
        )
    return arrays


def set_up(report: Report) -> tuple[str, str, Message]:
    """Fetch the photos, unless they are here."""
    if stored.read(folder()):
        return "ready", stored.source(folder()), msg("CIFAR-10 is here, complete and undamaged.")
    _clear_abandoned()
    source = cifar10_sources.fetch(folder(), report)
    load()  # reads back and verifies what was written
    return "fetched", source, msg("CIFAR-10 was fetched from {source}.", source=source)


def _clear_abandoned() -> None:
    """Remove what a killed set-up left half done (a part file is kept: it is resumed)."""
    packages = cache_dir("downloads").glob(f"{npm.TEMPORARY}*")
    for path in [*folder().glob(".*.tmp"), *packages]:
        if time.time() - path.stat().st_mtime > _ABANDONED:  # younger: another set-up may run now
            shutil.rmtree(path) if path.is_dir() else path.unlink()


SET = Dataset(
    id="cifar10",
    title=msg("CIFAR-10: small photos"),
    classes=(
        *("airplane", "automobile", "bird", "cat", "deer"),
        *("dog", "frog", "horse", "ship", "truck"),
    ),
    class_titles=(
        *(msg("airplane"), msg("automobile"), msg("bird"), msg("cat"), msg("deer")),
        *(msg("dog"), msg("frog"), msg("horse"), msg("ship"), msg("truck")),
    ),
    image_size=32,
    train_per_class=5000,
    test_per_class=1000,
    similarity=msg("near to ImageNet: photos of animals and vehicles, but very small"),
    citation="Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
    url="https://www.cs.toronto.edu/~kriz/cifar.html",
    licence="no licence stated by its authors; free to use with citation",
    near="high",
    published=("CIFAR-100", "Caltech101"),
    place=1,
    load=load,
    available=available,
    set_up=set_up,
    in_keras=True,
)
