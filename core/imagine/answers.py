"""What a network says about a photo: its best classes, how sure, and how much like its own world.

The energy score is -logsumexp of the logits (Liu et al. 2020, Energy-based Out-of-distribution
Detection, arXiv 2010.03759): lower for what resembles the training photos.  Unlike a probability it
is not forced to share 100 % among the classes.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypedDict

import numpy as np

from core.images import from_text
from core.work import Cancelled, Document, Report, look_up
from core.zoo import classifier

BATCH = 10  # pictures that a network looks at together


class Answer(TypedDict):
    """One class that a network names."""

    index: int
    probability: float


class Answers(TypedDict):
    """What a network says about a photo."""

    predictions: list[Answer]  # best first
    energy: float  # of the logits, in nats; lower is more familiar
    seconds: float


def classify(photo: np.ndarray, backbone_id: str, top: int = 5) -> Answers:
    """Ask a network about a photo uint8 [h, w, 3]: the `top` best classes."""
    started = time.perf_counter()
    logits = logits_of(backbone_id, classifier.view(backbone_id, photo)[None])[0]
    return {
        "predictions": best(softmax(logits), top),
        "energy": -float(logits.max() + np.log(np.exp(logits - logits.max()).sum())),
        "seconds": time.perf_counter() - started,
    }


def best(probabilities: np.ndarray, top: int) -> list[Answer]:
    """The `top` classes of the largest probabilities [n], best first."""
    order = np.argsort(-probabilities, kind="stable")[:top]
    return [{"index": int(k), "probability": float(probabilities[k])} for k in order]


def probabilities_of(backbone_id: str, pictures: Sequence[np.ndarray]) -> np.ndarray:
    """Probabilities float64 [n, 1000] of pictures uint8 [h, w, 3] of any size."""
    views = np.stack([classifier.view(backbone_id, picture) for picture in pictures])
    parts = [views[start : start + BATCH] for start in range(0, len(views), BATCH)]
    return softmax(np.concatenate([logits_of(backbone_id, part) for part in parts]))


def logits_of(backbone_id: str, views: np.ndarray) -> np.ndarray:
    """Logits float32 [n, 1000] of views uint8 [n, size, size, 3] made by `classifier.view`."""
    return np.asarray(_compiled(backbone_id)(views))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities float64 of logits [..., n]."""
    shifted = np.exp(logits.astype(np.float64) - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True))


@lru_cache(maxsize=classifier.KEPT)
def _compiled(backbone_id: str) -> Any:
    import tensorflow as tf

    model = classifier.load(backbone_id)

    def run(views: Any) -> Any:
        return model(tf.cast(views, tf.float32), training=False)

    views = tf.TensorSpec([None, None, None, 3], tf.uint8)
    return tf.function(run, input_signature=[views], autograph=False)


def classify_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """What each of ``payload["backbones"]`` says about ``payload["photo"]``: id → answer."""
    photo, out = from_text(payload["photo"]), {}
    for done, name in enumerate(payload["backbones"]):
        look_up(cancelled)
        report({"kind": "phase", "phase": "look", "done": done, "total": len(payload["backbones"])})
        out[name] = classify(photo, name, payload.get("top", 5))
    return out
