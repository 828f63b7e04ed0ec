"""Temperature scaling: one number that makes a finished network as sure as it is right (light).

Guo et al. 2017, https://arxiv.org/abs/1706.04599: the logits are divided by T, fitted on photos
that took no part in the training; the answers stay the same.
"""

from __future__ import annotations

import numpy as np

SMALLEST = 1e-12  # a probability whose logarithm is taken
LEAST, MOST = 0.05, 20.0  # of T


def softened(probabilities: np.ndarray, temperature: float) -> np.ndarray:
    """Probabilities float [n, classes] at another temperature: the softmax of their logarithms
    (logits but for a constant) divided by T."""
    logits = np.log(np.maximum(probabilities, SMALLEST)) / temperature
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def fitted(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The temperature at which labels int [n] are least surprising (smallest cross-entropy),
    between `LEAST` and `MOST`."""
    from scipy.optimize import minimize_scalar  # takes longer to import than to use

    rows = np.arange(len(labels))

    def surprise(log_t: float) -> float:
        said = softened(probabilities, float(np.exp(log_t)))[rows, labels]
        return float(-np.log(np.maximum(said, SMALLEST)).mean())

    bounds = (float(np.log(LEAST)), float(np.log(MOST)))
    return float(np.exp(minimize_scalar(surprise, bounds=bounds, method="bounded").x))
