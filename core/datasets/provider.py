"""One door to every image set: the provider is found by the dataset's id (light)."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.datasets import catalog


@dataclass(frozen=True)
class Arrays:
    """A whole image set, the training part first, then the test part.

    A position in these arrays is what results, pages and the run log call ``index``.
    """

    images: np.ndarray  # uint8 [N, H, W, 3], RGB 0..255, read-only; memory-mapped when large
    labels: np.ndarray  # int64 [N], position in the catalogue's classes
    train: int  # images 0..train-1 are for training and validation, the rest is the test part
    digest: str  # of images and labels: two sets with one digest are the same
    # int64 [N]: photos with one number look nearly the same and belong in one part of any split
    groups: np.ndarray | None = None


def load(dataset: str) -> Arrays:
    """All images of a dataset.  Raises LabError when they are not here or damaged."""
    arrays: Arrays = _provider(dataset).load()
    return arrays


def available(dataset: str) -> bool:
    """Whether `load` has something to open; reads no image."""
    return bool(_provider(dataset).available())


def photo(dataset: str, index: int) -> np.ndarray:
    """One image, uint8 [h, w, 3], by its position in the whole dataset."""
    return np.array(load(dataset).images[index])


def _provider(dataset: str) -> Any:
    if catalog.is_own(dataset):
        from core.datasets import own

        return own.Provider(dataset)
    return importlib.import_module(f"core.datasets.{catalog.get(dataset).id}")
