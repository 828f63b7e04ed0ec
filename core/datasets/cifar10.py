"""CIFAR-10: 60,000 colour photos of 32x32 pixels in ten classes, with an official test split.

Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.  Set-up fetches it once
(`core/datasets/cifar10_sources.py`); here it is only opened.
"""

from __future__ import annotations

from pathlib import Path

from core.datasets import stored
from core.datasets.dataset import Arrays
from core.messages import LabError, msg
from core.paths import cache_dir


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
            msg(
                "The CIFAR-10 files on this computer are damaged and were set aside. Run "
                "“make setup” (or “python -m core fetch”) to fetch them again, or go on with "
                "the datasets digits and faces."
            )
        )
    if arrays is None:
        raise LabError(
            msg(
                "CIFAR-10 is not on this computer yet. Run “make setup” (or “python -m core "
                "fetch”) where there is a network, or start with the datasets digits and faces."
            )
        )
    return arrays
