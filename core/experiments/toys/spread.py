"""How wide the activations of a fresh network are, layer by layer (light).

A plain stack of dense ReLU layers, as wide as its input: whatever a layer does to the spread, the
next one does again.
"""

from __future__ import annotations

import numpy as np

SIDE = 8  # pixels a side that a photo is averaged down to
WIDTH = SIDE * SIDE * 3  # numbers into and out of every layer
DEPTH = 10  # layers of the stack that is trained
HE = (2 / WIDTH) ** 0.5  # He et al. 2015: variance 2 / inputs, for ReLU
GLOROT = (2 / (WIDTH + WIDTH)) ** 0.5  # Glorot & Bengio 2010: variance 2 / (inputs + outputs)


def inputs(photos: np.ndarray) -> np.ndarray:
    """Photos [n, 32, 32, 3] in 0..1 averaged to 8 × 8 and spread around 0: float32 [n, WIDTH]."""
    step = photos.shape[1] // SIDE
    tiles = photos.reshape(len(photos), SIDE, step, SIDE, step, 3).mean((2, 4), dtype=np.float32)
    return np.asarray((tiles.reshape(len(photos), WIDTH) - 0.5) * 4)


def kernel(deviation: float, layer: int, seed: int, outputs: int = WIDTH) -> np.ndarray:
    """First weights of a layer, normally distributed: float32 [WIDTH, outputs]."""
    rng = np.random.default_rng([seed, layer])
    return (deviation * rng.standard_normal((WIDTH, outputs))).astype(np.float32)


def spreads(x: np.ndarray, deviation: float, depth: int, seed: int = 0) -> list[float]:
    """Root mean square of what each layer puts out, the input first: depth + 1 numbers ≥ 0."""
    found = [_spread(x)]
    for layer in range(depth):
        x = np.maximum(x @ kernel(deviation, layer, seed), 0)
        found.append(_spread(x))
    return found


def _spread(x: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(x, dtype=np.float64))))
