"""What a shift and a division make of pixel values, and how fast a layer may learn (light)."""

from __future__ import annotations

import numpy as np

CLASSES = 10


def scaled(photos: np.ndarray, shift: float, divide: float) -> np.ndarray:
    """(value − shift) / divide of photos uint8 [n, …]: float32 [n, values a photo]."""
    return ((photos.reshape(len(photos), -1).astype(np.float32)) - shift) / divide


def steepest(photos: np.ndarray) -> np.ndarray:
    """What `stable_rate` needs of photos uint8 [n, …], whatever the scaling: float64 [3, n, n].

    Inner products of the photos, and of each with a photo of ones; ones with ones.
    """
    x = photos.reshape(len(photos), -1).astype(np.float64)
    ones = np.ones_like(x)
    return np.stack([x @ x.T, x @ ones.T, ones @ ones.T])


def stable_rate(products: np.ndarray, shift: float, divide: float) -> float:
    """Above this learning rate gradient descent on a fresh linear softmax layer begins to diverge.

    2 / λ, λ the largest eigenvalue of the loss's curvature where all classes are still equally
    likely: 1/classes · the largest of mean(x̃ x̃ᵀ), x̃ the scaled photo with a 1 for the bias.
    """
    xx, x1, ones = products
    count = len(xx)
    gram = (xx - shift * (x1 + x1.T) + shift * shift * ones) / divide**2 + 1
    return float(2 * CLASSES * count / np.linalg.eigvalsh(gram)[-1])
