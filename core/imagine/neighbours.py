"""The CIFAR-10 photos that a network finds most like a photo (heavy).

Features are those behind all blocks, averaged over positions, compared by cosine.  The candidates
are training photos of CIFAR-10, the same for every learner; their features are kept in the
activation store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from core import images
from core.datasets import library
from core.datasets.subset import make_subset
from core.images import from_text
from core.transfer.cache import ActivationStore
from core.transfer.prefix import Prefix
from core.work import Cancelled, Document, Report, steps
from core.zoo import classifier
from core.zoo.network import Network

PER_CLASS = 200
SEED = 0
NEAREST = 12


def nearest(
    photo: np.ndarray,
    backbone_id: str,
    small: bool = True,
    count: int = NEAREST,
    on_done: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """The `count` nearest candidates to a photo uint8 [h, w, 3], nearest first.

    small: shrink the photo to CIFAR's 32 pixels first, so that it is as blurred as they are.
    Gives ``neighbours`` [{index (in CIFAR-10), label (name of the class), cosine}], ``candidates``
    and ``labels``: how many of the nearest each class has.
    """
    data = library.get("cifar10")
    subset = make_subset("cifar10", data.classes, PER_CLASS, 1, 1, SEED)
    network = Network(backbone_id)
    prefix = Prefix.calibrated(network, network.depth, network.entry.native_size)
    total = len(subset.train)
    known, _was_stored, _is_stored = prefix(
        subset.train, ActivationStore(), lambda done: on_done(done, total)
    )
    own = features(photo, prefix, small)
    cosine = (known @ own) / (np.linalg.norm(known, axis=1) * np.linalg.norm(own) + 1e-12)
    order = np.argsort(-cosine, kind="stable")[:count]
    names = [subset.class_names[subset.train.labels[place]] for place in order]
    return {
        "neighbours": [
            {"index": int(subset.train.index[place]), "label": name, "cosine": float(cosine[place])}
            for place, name in zip(order, names, strict=True)
        ],
        "candidates": total,
        "labels": {name: names.count(name) for name in dict.fromkeys(names)},
    }


def features(photo: np.ndarray, prefix: Prefix, small: bool) -> np.ndarray:
    """The photo's own features float32 [c], through the engine that made the candidates'."""
    shown = images.resize(photo[None], 32)[0] if small else photo
    return np.asarray(prefix.run(classifier.view(prefix.network.backbone, shown)[None])[0])


def neighbours_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The CIFAR-10 photos nearest to ``payload["photo"]`` in feature space."""
    on_done = steps(report, cancelled, "prefix")
    photo = from_text(payload["photo"])
    return nearest(photo, payload["backbone"], payload["small"], on_done=on_done)
