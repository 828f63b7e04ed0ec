"""How sure a network stays of its first answer while a grey square grows over the photo (heavy)."""

from __future__ import annotations

import numpy as np

from core.datasets import samples
from core.images import working
from core.work import Cancelled, Document, Report, look_up

COVERED = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # share of the photo's area
GREY = 128


def covered(view: np.ndarray, share: float) -> np.ndarray:
    """A photo uint8 [h, w, 3] with a grey square over `share` of its area, from the middle on."""
    out = view.copy()
    height, width = view.shape[:2]
    tall, wide = round(height * share**0.5), round(width * share**0.5)
    top, left = (height - tall) // 2, (width - wide) // 2
    out[top : top + tall, left : left + wide] = GREY
    return out


def cover_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The curve of the sample photo of a cat, as `core.experiments.curves.curve` gives its own, and
    ``answer``, the class it is about."""
    from core.imagine.answers import logits_of, softmax
    from core.zoo import classifier

    look_up(cancelled)
    view = classifier.view("efficientnet_lite0", working(samples.sample("chelsea").pixels()))
    views = np.stack([covered(view, share) for share in COVERED])
    shares = softmax(logits_of("efficientnet_lite0", views))
    answer = int(shares[0].argmax())
    return {
        "experiment": "cover",
        "x": list(COVERED),
        "lines": {"answer": {"y": shares[:, answer].tolist()}},
        "answer": answer,
    }
