"""A few drawings of two things, looked at by a network that has seen photos only (heavy).

Every drawing is named by the other one that is most like it (leave-one-out nearest neighbour by
cosine, on the features behind all blocks): nothing is trained.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from core.images import from_text
from core.imagine.answers import best, logits_of, softmax
from core.statistics import wilson_interval
from core.transfer.prefix import Prefix
from core.work import Cancelled, Document, Report, steps
from core.zoo import classifier
from core.zoo.network import Network

BACKBONE = "efficientnet_lite0"


def compare(
    drawings: Sequence[np.ndarray], labels: Sequence[int], on_done: Callable[[int, int], None]
) -> dict[str, Any]:
    """Judge drawings uint8 [h, w, 3] with labels 0 and 1.

    Gives ``nearest`` (the place of the most similar other drawing), ``cosine`` to it, ``right``
    (how many were named right by it), ``interval`` (95 %, Wilson), ``answers`` [{index,
    probability}]: what ImageNet calls each.
    """
    views = np.stack([classifier.view(BACKBONE, drawing) for drawing in drawings])
    on_done(0, 2)
    network = Network(BACKBONE)
    prefix = Prefix.calibrated(network, network.depth, network.entry.native_size)
    features = prefix.run(views, lambda done: on_done(0, 2))
    on_done(1, 2)
    nearest, cosine = neighbours(features)
    known = np.asarray(labels)
    right = int((known[nearest] == known).sum())
    return {
        "nearest": nearest.tolist(),
        "cosine": cosine.round(4).tolist(),
        "right": right,
        "interval": list(wilson_interval(right, len(known))),
        "answers": [best(row, 1)[0] for row in softmax(logits_of(BACKBONE, views))],
    }


def neighbours(features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest other row of each, int [n], and its cosine; features float [n, d], n > 1."""
    unit = features / np.maximum(np.linalg.norm(features, axis=1, keepdims=True), 1e-12)
    cosine = unit @ unit.T
    np.fill_diagonal(cosine, -np.inf)
    nearest = cosine.argmax(1)
    return nearest, cosine[np.arange(len(cosine)), nearest]


def drawings_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """Drawings of two things, told apart by what a network sees (`core.imagine.drawn`).

    ``payload["photo"]``: a list of them, so that pages forget the job as they do with any photo.
    """
    on_done = steps(report, cancelled, "look")
    return compare([from_text(text) for text in payload["photo"]], payload["labels"], on_done)
