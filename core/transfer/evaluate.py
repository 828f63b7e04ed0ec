"""How good is it, and how sure are we (light, pure NumPy).

Everything is computed from the predicted probabilities of one split, once.
"""

from __future__ import annotations

import numpy as np

from core.statistics import wilson_interval
from core.transfer.result import ClassRow, Judged

BINS = 10  # of equal width, for what is said against what is right


def confusion_matrix(true: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """int64 [classes, classes]; rows are the true class, columns the predicted one."""
    return np.bincount(true * classes + predicted, minlength=classes * classes).reshape(
        classes, classes
    )


def per_class(confusion: np.ndarray, names: tuple[str, ...]) -> list[ClassRow]:
    """Precision, recall, F1 and support of every class; 0 where a ratio is undefined."""
    right = np.diag(confusion).astype(float)
    predicted, support = confusion.sum(0), confusion.sum(1)
    precision = np.divide(right, predicted, out=np.zeros_like(right), where=predicted > 0)
    recall = np.divide(right, support, out=np.zeros_like(right), where=support > 0)
    both = precision + recall
    f1 = np.divide(2 * precision * recall, both, out=np.zeros_like(right), where=both > 0)
    return [
        {
            "class": name,
            "precision": float(precision[i]),
            "recall": float(recall[i]),
            "f1": float(f1[i]),
            "support": int(support[i]),
        }
        for i, name in enumerate(names)
    ]


def calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """Expected calibration error (Guo et al. 2017): mean gap of confidence and accuracy, in [0, 1].

    `confidence` float [n] in [0, 1]; `right` bool [n]; equal-width bins weighted by their size.
    """
    return binned_error(binned(confidence, right, bins))


def binned(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> np.ndarray:
    """Answers sorted by how sure they are: float [bins, 3], for each bin of equal width how many
    answers, the sum of their confidence, and how many are right."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return np.stack([np.bincount(place, each, bins) for each in (None, confidence, right)], axis=1)


def binned_error(rows: np.ndarray) -> float:
    """`calibration_error` of the rows of `binned`, or of several of them added up."""
    return float(np.abs(rows[:, 1] - rows[:, 2]).sum() / rows[:, 0].sum())


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The share of photos whose most probable class is theirs."""
    return float((probabilities.argmax(1) == labels).mean())


def cross_entropy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Mean negative log-likelihood in nats."""
    picked = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(np.clip(picked, 1e-12, 1)).mean())


def judge(
    probabilities: np.ndarray, labels: np.ndarray, index: np.ndarray, names: tuple[str, ...]
) -> Judged:
    """Everything the result says about the test split.

    `probabilities` float [n, classes]; `labels` int [n]; `index` int [n], each photo's place in the
    dataset.  Mistakes are positions in the predictions, the most confident first.
    """
    predicted = probabilities.argmax(1)
    confidence = probabilities.max(1)
    right = predicted == labels
    confusion = confusion_matrix(labels, predicted, len(names))
    wrong = np.flatnonzero(~right)
    return {
        "test_accuracy": float(right.mean()),
        "test_interval": list(wilson_interval(int(right.sum()), len(labels))),
        "test_loss": cross_entropy(probabilities, labels),
        "confusion": confusion.tolist(),
        "per_class": per_class(confusion, names),
        "calibration_error": calibration_error(confidence, right),
        "predictions": {
            "index": index.tolist(),
            "true": labels.tolist(),
            "predicted": predicted.tolist(),
            "confidence": [round(float(c), 5) for c in confidence],
        },
        "mistakes": wrong[np.argsort(-confidence[wrong], kind="stable")].tolist(),
    }
