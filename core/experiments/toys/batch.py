"""Batch norm on one channel: what a fresh kernel answers to a batch of photos (light)."""

from __future__ import annotations

import numpy as np

EPSILON = 1e-3  # Keras' own


def channel(photos: np.ndarray, seed: int) -> np.ndarray:
    """A random 3 × 3 kernel's answers to photos uint8 [n, h, w, 3]: float32 [n, (h-2)(w-2)]."""
    rng = np.random.default_rng(seed)
    kernel = rng.standard_normal((3, 3, 3)).astype(np.float32) * (2 / 27) ** 0.5
    windows = np.lib.stride_tricks.sliding_window_view(photos, (3, 3), axis=(1, 2))
    answers = np.einsum("nhwcij,ijc->nhw", windows.astype(np.float32) / 255, kernel, optimize=True)
    return np.asarray(answers.reshape(len(photos), -1))


def normalised(values: np.ndarray, gamma: float, beta: float) -> np.ndarray:
    """γ · (x − mean) / √(variance + ε) + β over all values, any shape, as batch norm trains."""
    return np.asarray(gamma * (values - values.mean()) / np.sqrt(values.var() + EPSILON) + beta)
