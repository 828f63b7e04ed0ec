"""How large the gradient of each layer is before any training, with and without skips.

`measure` is heavy; reading its result (`verdict`, `typical`) is light.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import exp, log
from statistics import median
from typing import Any

import numpy as np

from core.work import Cancelled, Document, Report, steps

DEPTHS = (6, 10, 20, 32, 50, 80)  # layers with weights
SEEDS = 3  # draws of the first weights in one measurement
STACKS = ("plain", "residual")
PHOTOS_PER_CLASS = 3

# What counts as what: a convention, told on the page.
VANISHED, EXPLODED = 1e-3, 1e2  # of the median layer
STEEP = 30.0  # first three layers against last three

Norms = list[list[float]]  # of one stack: a row of layers for every seed


def blocks_of(depth: int) -> int:
    """Blocks of two convolutions in a stack of `depth` layers with weights."""
    return (depth - 2) // 2


def typical(norms: Sequence[Sequence[float]]) -> list[float]:
    """Geometric mean over the seeds, layer by layer: norms differ by powers of ten."""
    return [exp(sum(map(_log, layer)) / len(layer)) for layer in zip(*norms, strict=True)]


def _log(norm: float) -> float:
    return log(max(norm, 1e-45))  # the smallest float32: a layer may get nothing at all


def verdict(norms: Sequence[Sequence[float]]) -> str:
    """What a stack's gradients do, always exactly one.

    ``vanished`` or ``exploded`` by the median layer; ``grows`` or ``fades`` when the first layers
    get far more or less than the last ones; else ``even``.
    """
    layers = typical(norms)
    slope = exp(sum(map(_log, layers[:3])) / 3 - sum(map(_log, layers[-3:])) / 3)
    if slope > STEEP:
        return "grows"
    if slope < 1 / STEEP:
        return "fades"
    if median(layers) < VANISHED:
        return "vanished"
    return "exploded" if median(layers) > EXPLODED else "even"


def measure(
    depth: int,
    initializer: str,
    batch_norm: bool,
    seed: int,
    noise: bool,
    *,
    on_done: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Any]:
    """One backward pass through both stacks for each of `SEEDS` draws of the weights (heavy).

    The loss is that of photos of CIFAR-10 with their labels, or of noise with the same labels.
    Returns for each of `STACKS` the L2 norm of every convolution kernel's gradient (`Norms`), and
    ``photos`` (how many), ``layers`` (convolutions), ``seeds``, ``seconds``.
    """
    import keras
    import tensorflow as tf

    from core.experiments import stacks

    began = time.perf_counter()
    x, y = _batch(seed, noise)
    seeds = list(range(seed, seed + SEEDS))
    loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    out: dict[str, Any] = {}
    for number, name in enumerate(STACKS):
        model = stacks.build(blocks_of(depth), name == "residual", initializer, batch_norm, seed)
        kernels = [layer.kernel.value for layer in stacks.weighted(model)[:-1]]
        rows: Norms = []
        for draw in seeds:
            on_done(number * SEEDS + len(rows), len(STACKS) * SEEDS)
            stacks.start(model, initializer, draw)
            with tf.GradientTape() as tape:
                loss = loss_of(y, model(x, training=True))
            gradients = tape.gradient(loss, kernels)
            # float64: the squares of what has vanished do not fit into float32
            rows.append([float(np.linalg.norm(np.asarray(g, np.float64))) for g in gradients])
        out[name] = rows
    return out | {
        "photos": len(y),
        "layers": depth - 1,
        "seeds": seeds,
        "seconds": time.perf_counter() - began,
    }


def _batch(seed: int, noise: bool) -> tuple[np.ndarray, np.ndarray]:
    """Photos float32 [n, 32, 32, 3] in 0..1 and labels int32 [n]."""
    if noise:
        rng = np.random.default_rng(seed)
        y = np.arange(10 * PHOTOS_PER_CLASS, dtype=np.int32) % 10
        return rng.random((len(y), 32, 32, 3), np.float32), y
    from core.experiments import small

    photos = small.photos(PHOTOS_PER_CLASS, 1, seed)
    return photos.x, photos.y


def gradients_task(payload: Document, report: Report, cancelled: Cancelled) -> Document:
    """The gradient of every layer of a plain and a residual stack before training."""
    stack = (payload[name] for name in ("depth", "initializer", "batch_norm", "seed", "noise"))
    return measure(*stack, on_done=steps(report, cancelled, "measure"))
