"""Every image set by its id: its facts and its pictures (light)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import numpy as np

from core.datasets import own, sets
from core.datasets.dataset import Arrays, Dataset, Official, is_own
from core.datasets.official import fetch
from core.messages import LabError, choose_from
from core.work import Cancelled, Document, Report

_found: list[Dataset] = [
    import_module(f"{sets.__name__}.{file.name}").SET for file in iter_modules(sets.__path__)
]
DATASETS = {entry.id: entry for entry in sorted(_found, key=lambda entry: entry.place)}
ON_REQUEST = tuple(name for name, entry in DATASETS.items() if entry.official)


def get(dataset: str) -> Dataset:
    """The entry of a dataset, or a LabError that lists the valid ids."""
    if is_own(dataset):
        return own.entry(dataset)
    if dataset not in DATASETS:
        raise LabError(
            "There is no dataset “{name}”. Choose from: {valid}.",
            name=dataset,
            valid=choose_from(DATASETS),
        )
    return DATASETS[dataset]


def labels(dataset: str, classes: Sequence[str]) -> tuple[str, ...]:
    """What classes are called in files that are taken along: the names that the learner gave, of
    the catalogue's sets the ids, which are the same in every language."""
    if not is_own(dataset):
        return tuple(classes)
    return tuple(map(str, get(dataset).titles(classes)))


def load(dataset: str) -> Arrays:
    """All images of a dataset.  Raises LabError when they are not here or damaged."""
    return get(dataset).load()


def available(dataset: str) -> bool:
    """Whether `load` has something to open; reads no image."""
    if is_own(dataset):  # also of one that is gone
        return own.available(dataset)
    return get(dataset).available()


def photo(dataset: str, index: int) -> np.ndarray:
    """One image, uint8 [h, w, 3], by its position in the whole dataset."""
    return np.array(load(dataset).images[index])


def official(dataset: str) -> Official:
    """How a dataset is fetched from its makers; LabError for one that is not fetched this way."""
    known = DATASETS[dataset].official if dataset in DATASETS else None
    if known is None:
        raise LabError(
            "“{name}” is not fetched on its own. Choose from: {valid}.",
            name=dataset,
            valid=choose_from(ON_REQUEST),
        )
    return known


def fetch_dataset_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Fetch ``payload["dataset"]`` from its makers (`core.datasets.official`)."""
    return fetch(official(payload["dataset"]), report, cancelled)
