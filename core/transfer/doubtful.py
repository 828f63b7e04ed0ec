"""Doubtful labels: photos that the others of their dataset would file under another class.

Confident learning (Northcutt, Jiang & Chuang 2021, Confident Learning: Estimating Uncertainty in
Dataset Labels, Journal of Artificial Intelligence Research 70, https://arxiv.org/abs/1911.00068):
every photo is judged by a linear head that has not seen it, on the frozen features of a trained
network.  `confident` is the paper's rule; `search` finds features and judges (heavy).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.datasets import library
from core.datasets.dataset import is_own
from core.datasets.subset import Split, make_subset
from core.messages import LabError
from core.transfer import probe
from core.work import Cancelled, Document, Report, steps

FOLDS = 5
FEWEST = 4  # photos of a class that are needed
BACKBONE = "efficientnet_lite0"
PER_CLASS = 120  # photos of a class of the catalogue; of one's own all are searched
OnDone = Callable[[int, int], None]


@dataclass(frozen=True)
class Found:
    """What confident learning says of n photos in m classes.

    `thresholds` float [m]; `suggested` int [n]: the class that a photo is counted under, its label
    where nothing else is; `doubtful` int: positions whose label is doubtful, the worst first.
    """

    thresholds: np.ndarray
    suggested: np.ndarray
    doubtful: np.ndarray


def confident(labels: np.ndarray, probabilities: np.ndarray) -> Found:
    """The off-diagonal of the confident joint (section 3.1; method 2 of section 3.2).

    t_j, the threshold of class j, is the mean out-of-fold probability of j over the photos that are
    labelled j.  A photo labelled i is counted under the class j with the greatest probability among
    those whose probability reaches t_j; its label is an error where j ≠ i.  A photo that reaches no
    threshold is not counted: nothing is said of it.  Worst first: by normalised margin, the
    probability of the label less the greatest of another class.

    labels: int [n] in 0..m-1, all present; probabilities: float [n, m], out of fold.
    """
    rows, classes = np.arange(len(labels)), probabilities.shape[1]
    own = probabilities[rows, labels]
    counts = np.bincount(labels, minlength=classes)
    thresholds = np.bincount(labels, own, minlength=classes) / np.maximum(counts, 1)
    # a mean of equal numbers may differ from them in the last bit
    reached = (probabilities >= thresholds - 1e-12) & (counts > 0)
    best = np.where(reached, probabilities, -1.0).argmax(1)
    suggested = np.where(reached.any(1), best, labels)
    others = probabilities.copy()
    others[rows, labels] = -1.0
    margin = own - others.max(1)
    doubtful = np.flatnonzero(suggested != labels)
    return Found(thresholds, suggested, doubtful[np.argsort(margin[doubtful], kind="stable")])


def out_of_fold(
    features: np.ndarray,
    labels: np.ndarray,
    groups: np.ndarray | None = None,
    seed: int = 0,
    on_fold: OnDone = lambda done, total: None,
) -> np.ndarray:
    """The probabilities float [n, m] of every photo by a probe that has seen neither it nor one of
    its group (photos that look alike would vouch for each other).

    The probe's strength is the one with the least mean log loss out of fold.
    """
    from threadpoolctl import threadpool_limits

    classes = int(labels.max()) + 1
    fold = _folds(labels, groups, seed)
    said = np.zeros((len(probe.STRENGTHS), len(labels), classes))
    total = int(fold.max()) + 1
    for number in range(total):
        on_fold(number, total)
        out = fold == number
        with threadpool_limits(1):  # on a busy machine its threads would wait for each other
            for strength, solved in enumerate(probe.every(features[~out], labels[~out], classes)):
                said[strength, out] = solved.probabilities(features[out])
    right = said[:, np.arange(len(labels)), labels]
    return np.asarray(said[np.log(np.maximum(right, 1e-12)).mean(1).argmax()])


def _folds(labels: np.ndarray, groups: np.ndarray | None, seed: int) -> np.ndarray:
    """The fold of every photo, int [n]: equally many of every class as far as groups allow."""
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

    rng, counts = np.random.RandomState(seed), np.bincount(labels)
    fold = np.zeros(len(labels), np.int64)
    count = int(min(FOLDS, counts.min()))
    if groups is not None:
        split = StratifiedGroupKFold(count, shuffle=True, random_state=rng)
        for number, (_inside, out) in enumerate(split.split(labels, labels, groups)):
            fold[out] = number
        if all(np.ptp(fold[labels == label]) for label in range(len(counts))):
            return fold  # every class is in the training part of every fold
    plain = StratifiedKFold(count, shuffle=True, random_state=rng)
    for number, (_inside, out) in enumerate(plain.split(labels, labels)):
        fold[out] = number
    return fold


# -- photos and their features --------------------------------------------------------------------


@dataclass(frozen=True)
class Photos:
    """The photos that are searched; `features` float [n, d] behind all blocks of a network."""

    split: Split
    titles: list[str]  # of the classes, by id
    features: np.ndarray
    groups: np.ndarray | None


def photos(
    dataset: str,
    classes: Sequence[str] = (),
    per_class: int = 0,
    backbone: str = BACKBONE,
    seed: int = 0,
    on_done: OnDone = lambda done, total: None,
) -> Photos:
    """Photos with what a frozen network makes of them, through the activation store.

    per_class: at most so many of each class of one's own, those of the test part, too (0: all);
    so many of the catalogue's training part (0: `PER_CLASS`).
    """
    from core.transfer.cache import ActivationStore
    from core.transfer.prefix import Prefix
    from core.zoo.network import Network

    entry, arrays = library.get(dataset), library.load(dataset)
    if is_own(dataset):
        names, labels = entry.classes, np.asarray(arrays.labels)
        drawn = np.random.default_rng(seed).permutation(len(labels))
        some = [drawn[labels[drawn] == label][: per_class or None] for label in range(len(names))]
        index = np.sort(np.concatenate(some))
        labels = labels[index]
    else:
        train = make_subset(dataset, classes, per_class or PER_CLASS, 1, 1, seed).train
        index, labels, names = train.index, train.labels, tuple(classes) or entry.classes
    if np.bincount(labels, minlength=len(names)).min() < FEWEST:
        raise LabError("Each class needs at least {least} photos for this.", least=FEWEST)
    # a name for the photos alone: a label that is changed changes no feature
    pixels = hashlib.sha256(index.tobytes() + np.ascontiguousarray(arrays.images[index]).tobytes())
    split = Split(arrays.images, index, labels, pixels.hexdigest())
    network = Network(backbone)
    prefix = Prefix.calibrated(network, network.depth, network.entry.native_size)
    total = len(index)
    features, _was, _is = prefix(split, ActivationStore(), lambda done: on_done(done, total))
    groups = None if arrays.groups is None else arrays.groups[index]
    return Photos(split, list(names), np.asarray(features, np.float64), groups)


def search(
    dataset: str,
    classes: Sequence[str] = (),
    per_class: int = 0,
    backbone: str = BACKBONE,
    seed: int = 0,
    report: Report = lambda event: None,
    cancelled: Cancelled = lambda: False,
) -> dict[str, Any]:
    """The doubtful labels of a dataset.

    ``photos``: how many were looked at; ``classes``; ``thresholds``, one for each class;
    ``doubtful``: worst first, each with ``index`` (in the dataset), ``label`` and ``suggested``
    (places in ``classes``), and the out-of-fold probability of each (``own``, ``other``);
    ``seconds``.
    """
    began = time.perf_counter()
    seen = photos(dataset, classes, per_class, backbone, seed, steps(report, cancelled, "prefix"))
    labels = seen.split.labels
    said = out_of_fold(seen.features, labels, seen.groups, seed, steps(report, cancelled, "folds"))
    found = confident(labels, said)
    return {
        "dataset": dataset,
        "backbone": backbone,
        "photos": len(labels),
        "classes": seen.titles,
        "thresholds": found.thresholds.tolist(),
        "doubtful": [
            {
                "index": int(seen.split.index[at]),
                "label": int(labels[at]),
                "suggested": int(found.suggested[at]),
                "own": float(said[at, labels[at]]),
                "other": float(said[at, found.suggested[at]]),
            }
            for at in found.doubtful
        ],
        "seconds": time.perf_counter() - began,
    }


def doubtful_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """`search` of ``payload["dataset"]`` with ``payload["backbone"]``."""
    return search(
        payload["dataset"], backbone=payload["backbone"], report=report, cancelled=cancelled
    )
